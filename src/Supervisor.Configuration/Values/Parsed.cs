namespace Supervisor.Configuration.Values;

/// <summary>A value, or what is wrong with the text it was to be read from.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Mistake)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Wrong(string mistake) => new(default, mistake);
}
