using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>The numbered older files of a log: "f.1" is the newest, as Supervisor names them.</summary>
public static class BackupFiles
{
    /// <summary>The name of the <paramref name="number"/>th backup, counted from 1.</summary>
    public static string NameOf(string file, int number) => file + "." + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Moves every backup up by one, dropping the oldest, and the file itself to the first. Missing files are no error. The caller then
    /// creates the file anew. With <paramref name="backups"/> 0 nothing is moved: the caller truncates instead.
    /// </summary>
    /// <returns>0, or the errno of the first rename that failed otherwise than by a missing file; later ones are then not tried, so that
    /// nothing is overwritten.</returns>
    public static int Shift(string file, int backups)
    {
        for (var number = backups; number >= 1; number--)
        {
            var from = number == 1 ? file : NameOf(file, number - 1);
            var errno = DirectoryEntries.Rename(from, NameOf(file, number));
            if (errno is not (0 or Errno.ENOENT))
                return errno;
        }
        return 0;
    }
}
