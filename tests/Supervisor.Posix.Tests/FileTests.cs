using System.Text;

namespace Supervisor.Posix.Tests;

/// <summary>Files of logs, of commands and of directories.</summary>
public sealed class FileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_appended_follows_a_file_that_others_truncate()
    {
        AppendedFile.TryOpen(At("log"), out var file).ShouldBe(0);
        using (file)
        {
            Append(file!, "one\n");
            File.WriteAllText(At("log"), "");
            Append(file!, "two\n");
            File.ReadAllText(At("log")).ShouldBe("two\n");
            file!.Look().ShouldBe(0);
            (file.IsRegular, file.Size, file.IsRemoved).ShouldBe((true, 4, false));
            file.Truncate().ShouldBe(0);
            File.ReadAllText(At("log")).ShouldBeEmpty();
            File.Delete(At("log"));
            file.Look().ShouldBe(0);
            file.IsRemoved.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_log_that_is_no_file_is_told_apart()
    {
        AppendedFile.TryOpen(At("missing/log"), out _).ShouldBe(Errno.ENOENT);
        AppendedFile.TryOpen(_directory.MakeFifo("fifo"), out _).ShouldBe(Errno.ENXIO, "nobody reads it");
        AppendedFile.TryOpen("/dev/null", out var device).ShouldBe(0);
        using (device)
            (device!.IsRegular, device.Size, device.IsRemoved).ShouldBe((false, 0, false));
        AppendedFile.TryOpen("/dev/full", out var full).ShouldBe(0);
        using (full)
        {
            full!.WriteAll("x"u8, out var written).ShouldBe(Errno.ENOSPC);
            written.ShouldBe(0);
        }
    }

    [Fact]
    public void Only_regular_files_are_opened_and_emptied_by_their_name()
    {
        File.WriteAllText(At("log"), "content");
        LogFile.TryOpenForReading(At("log"), out var file).ShouldBe(0);
        file!.Dispose();
        LogFile.Truncate(At("log")).ShouldBe(0);
        new FileInfo(At("log")).Length.ShouldBe(0);
        LogFile.Truncate(At("missing")).ShouldBe(Errno.ENOENT);
        LogFile.TryOpenForReading(At(""), out _).ShouldBe(Errno.EISDIR);
        LogFile.TryOpenForReading("/dev/null", out _).ShouldBe(Errno.EINVAL);
        // Neither waits for its other end.
        LogFile.TryOpenForReading(_directory.MakeFifo("fifo"), out _).ShouldBe(Errno.EINVAL);
        LogFile.Truncate(At("fifo")).ShouldBe(Errno.EINVAL);
    }

    [Fact]
    public void Kinds_of_commands_are_told_apart()
    {
        File.WriteAllText(At("text"), "");
        File.SetUnixFileMode(At("text"), (UnixFileMode)0x1a4);
        File.WriteAllText(At("command"), "");
        File.SetUnixFileMode(At("command"), (UnixFileMode)0x1ed);
        CommandFile.KindOf(At("missing")).ShouldBe(CommandFileKind.Missing);
        CommandFile.KindOf(At("text/below")).ShouldBe(CommandFileKind.Missing);
        CommandFile.KindOf(At("")).ShouldBe(CommandFileKind.Directory);
        CommandFile.KindOf(At("text")).ShouldBe(CommandFileKind.NotExecutable);
        CommandFile.KindOf(At("command")).ShouldBe(CommandFileKind.Executable);
    }

    [Fact]
    public void Names_in_directories_are_changed_or_the_errno_is_said()
    {
        File.WriteAllText(At("a"), "a");
        File.WriteAllText(At("b"), "b");
        DirectoryEntries.Rename(At("a"), At("b")).ShouldBe(0);
        File.ReadAllText(At("b")).ShouldBe("a");
        DirectoryEntries.Rename(At("a"), At("b")).ShouldBe(Errno.ENOENT);
        DirectoryEntries.Remove(At("b")).ShouldBe(0);
        DirectoryEntries.Remove(At("b")).ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void A_private_directory_is_made_once_and_is_its_owners_alone()
    {
        DirectoryEntries.MakePrivate(At("private")).ShouldBe(0);
        FileStatus.Read(At("private"), out var status).ShouldBe(0);
        (status.Kind, status.Mode).ShouldBe((FileKind.Directory, 0x1C0u));
        DirectoryEntries.MakePrivate(At("private")).ShouldBe(0);
        File.WriteAllText(At("file"), "");
        DirectoryEntries.MakePrivate(At("file")).ShouldBe(Errno.EEXIST);
        DirectoryEntries.MakePrivate(At("missing/private")).ShouldBe(Errno.ENOENT);
        DirectoryEntries.RemoveDirectory(At("private")).ShouldBe(0);
        DirectoryEntries.RemoveDirectory(At("private")).ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void Kinds_of_files_links_and_sizes_are_read()
    {
        File.WriteAllText(At("file"), "12345");
        FileStatus.Read(At("file"), out var file).ShouldBe(0);
        (file.Kind, file.Size, file.Links, file.Owner).ShouldBe((FileKind.Regular, 5, 1u, ThisProcess.UserId));
        File.CreateSymbolicLink(At("link"), "file");
        FileStatus.Read(At("link"), out var linked).ShouldBe(0);
        linked.IsSameFile(file).ShouldBeTrue();
        SymbolicLink.Read(At("link")).ShouldBe("file");
        SymbolicLink.Read(At("file")).ShouldBeNull();
        FileStatus.Read(_directory.MakeFifo("fifo"), out var fifo).ShouldBe(0);
        fifo.Kind.ShouldBe(FileKind.Fifo);
        fifo.IsSameFile(file).ShouldBeFalse();
        FileStatus.Read("/dev/null", out var device).ShouldBe(0);
        device.Kind.ShouldBe(FileKind.CharacterDevice);
        FileStatus.Read(At("missing"), out _).ShouldBe(Errno.ENOENT);
    }

    private string At(string name) => _directory.At(name);

    private static void Append(AppendedFile file, string text)
    {
        file.WriteAll(Encoding.UTF8.GetBytes(text), out var written).ShouldBe(0);
        written.ShouldBe(text.Length);
    }
}
