using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>A key with the type that its value is read into.</summary>
internal sealed class SettingKey<T>(string name, SettingType<T> type, T defaultValue, string defaultText)
    : SettingKey(name, type, defaultText)
{
    public new SettingType<T> Type { get; } = type;

    /// <summary>Used when the key is absent, and in place of a value that is wrong, so that the rest can be checked as well.</summary>
    public T Default { get; } = defaultValue;

    /// <summary>What is wrong with a value of the right type; null when nothing is.</summary>
    public Func<T, string?>? Check { get; init; }
}
