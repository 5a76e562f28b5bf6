using System.Globalization;
using System.Text;
using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Choices;

/// <summary>Where the choices of one daemon are kept.</summary>
public static class ChoicePath
{
    private const ulong OffsetBasis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>
    /// A name that stays the same over every start of a daemon with this identifier and root file, and is that of no other: of the
    /// configuration's path it holds a number that two paths do not share (FNV-1a of 64 bits), as a path can be longer than a file's name.
    /// </summary>
    public static string Of(SupervisorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var number = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(settings.File))
            number = unchecked((number ^ octet) * Prime);
        var name = string.Create(CultureInfo.InvariantCulture, $"{settings.Daemon.Identifier}-{number:x16}.choices");
        return Path.Join(settings.Daemon.PersistentDirectory, name);
    }
}
