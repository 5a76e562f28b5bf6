using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>A process that was found to belong to a program, and by what.</summary>
internal readonly record struct Membership(ProcessStat Process, ProgramTraits Program, MembershipSource Source);
