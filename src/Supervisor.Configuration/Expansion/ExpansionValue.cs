namespace Supervisor.Configuration.Expansion;

/// <summary>What a name stands for: text, or a number that %d can format.</summary>
internal readonly record struct ExpansionValue(string? Text, int Number)
{
    public static ExpansionValue Of(string text) => new(text, 0);

    public static ExpansionValue Of(int number) => new(null, number);
}
