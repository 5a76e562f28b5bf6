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
    /// A name that stays the same over every start of a daemon with this identifier and root file, and is that of no other. As a path can be
    /// longer than a file's name it holds a number instead, which two paths on one machine do not have in common (FNV-1a of 64 bits).
    /// </summary>
    public static string Of(SupervisorSettings settings) => In(Checked(settings).Daemon.PersistentDirectory, settings);

    /// <summary>
    /// The same after a reload. A default stays what it was: another one comes with another user, and the daemon does not become that one
    /// before it begins anew.
    /// </summary>
    /// <param name="before">The path until now.</param>
    /// <param name="old">The settings until now.</param>
    public static string After(string before, SupervisorSettings old, SupervisorSettings @new)
    {
        var isDefault = Checked(old).Daemon.ChosenPersistentDirectory is null && Checked(@new).Daemon.ChosenPersistentDirectory is null;
        return In(isDefault ? Path.GetDirectoryName(before)! : @new.Daemon.PersistentDirectory, @new);
    }

    private static string In(string directory, SupervisorSettings settings)
    {
        var number = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(settings.File))
            number = unchecked((number ^ octet) * Prime);
        var name = string.Create(CultureInfo.InvariantCulture, $"{settings.Daemon.Identifier}-{number:x16}.choices");
        return Path.Join(directory, name);
    }

    private static SupervisorSettings Checked(SupervisorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings;
    }
}
