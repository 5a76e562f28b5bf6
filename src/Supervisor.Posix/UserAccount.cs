using System.Collections.Immutable;

namespace Supervisor.Posix;

/// <summary>An account of the user database with the groups that a program of it runs with: what setgroups, setresgid and setresuid need.</summary>
/// <param name="Name">The login name.</param>
/// <param name="UserId">The uid.</param>
/// <param name="GroupId">The primary group.</param>
/// <param name="Groups">The primary group first, then the memberships (getgrouplist(3)).</param>
/// <param name="HomeDirectory">The home directory as the database has it.</param>
public sealed record UserAccount(string Name, uint UserId, uint GroupId, ImmutableArray<uint> Groups, string HomeDirectory);
