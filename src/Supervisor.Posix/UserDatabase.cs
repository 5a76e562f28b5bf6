using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The host's accounts through the name service switch (getpwnam_r(3), getgrnam_r(3), getgrouplist(3)).</summary>
public sealed unsafe class UserDatabase : IUserDatabase
{
    /// <summary>Entries larger than this (a group with tens of thousands of members) are refused rather than grown for ever.</summary>
    private const int LargestEntry = 16 * 1024 * 1024;
    private const int ERANGE = 34;

    public UserAccount? FindUser(string nameOrNumber) =>
        Lookup(entry => FindByName(nameOrNumber, entry)) ?? (TryNumber(nameOrNumber, out var number) ? FindUser(number) : null);

    public UserAccount? FindUser(uint userId) => Lookup(entry => FindById(userId, entry));

    public uint? FindGroup(string nameOrNumber)
    {
        ArgumentNullException.ThrowIfNull(nameOrNumber);
        var found = WithBuffer<uint?>(
            "getgrnam_r",
            (buffer, size) =>
            {
                LibC.group_t entry;
                LibC.group_t* result;
                var errno = LibC.getgrnam_r(nameOrNumber, &entry, buffer, size, &result);
                return (errno, result is null ? null : entry.gid);
            }
        );
        return found ?? (TryNumber(nameOrNumber, out var number) ? number : null);
    }

    private delegate int Finder(PasswordLookup lookup);

    /// <summary>The out-parameters of one getpw*_r call; pointers cannot be captured, so they travel in a value.</summary>
    private readonly struct PasswordLookup(LibC.passwd_t* entry, byte* buffer, nuint size, LibC.passwd_t** result)
    {
        public LibC.passwd_t* Entry { get; } = entry;
        public byte* Buffer { get; } = buffer;
        public nuint Size { get; } = size;
        public LibC.passwd_t** Result { get; } = result;
    }

    private static int FindByName(string name, PasswordLookup lookup) =>
        LibC.getpwnam_r(name, lookup.Entry, lookup.Buffer, lookup.Size, lookup.Result);

    private static int FindById(uint id, PasswordLookup lookup) =>
        LibC.getpwuid_r(id, lookup.Entry, lookup.Buffer, lookup.Size, lookup.Result);

    private static UserAccount? Lookup(Finder find) =>
        WithBuffer(
            "getpwnam_r",
            (buffer, size) =>
            {
                LibC.passwd_t entry;
                LibC.passwd_t* result;
                var errno = find(new PasswordLookup(&entry, buffer, size, &result));
                return (errno, result is null ? null : Account(entry));
            }
        );

    private static UserAccount Account(LibC.passwd_t entry)
    {
        var name = Marshal.PtrToStringUTF8((nint)entry.name) ?? "";
        var home = Marshal.PtrToStringUTF8((nint)entry.directory) ?? "";
        return new UserAccount(name, entry.uid, entry.gid, GroupsOf(name, entry.gid), home);
    }

    private static ImmutableArray<uint> GroupsOf(string user, uint primary)
    {
        var groups = new uint[64];
        while (true)
        {
            var count = groups.Length;
            int found;
            fixed (uint* into = groups)
                found = LibC.getgrouplist(user, primary, into, &count);
            if (found >= 0)
                return [.. groups.AsSpan(0, count)];
            // The call says how many there are; asked again in case the database changed in between.
            groups = new uint[Math.Max(count, groups.Length * 2)];
        }
    }

    private delegate (int Errno, T Found) BufferedCall<T>(byte* buffer, nuint size);

    /// <summary>Repeats a *_r call with a larger buffer while it says ERANGE. "Not found" is 0 with no result, and with some services ENOENT or ESRCH.</summary>
    private static T? WithBuffer<T>(string call, BufferedCall<T?> attempt)
    {
        for (var size = 4096; size <= LargestEntry; size *= 4)
        {
            var memory = new byte[size];
            fixed (byte* buffer = memory)
            {
                var (errno, found) = attempt(buffer, (nuint)size);
                if (errno is 0 or Errno.ENOENT or Errno.ESRCH)
                    return found;
                if (errno is not (ERANGE or Errno.EINTR))
                    throw new PosixException(call, errno);
            }
        }
        throw new PosixException(call, ERANGE);
    }

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
