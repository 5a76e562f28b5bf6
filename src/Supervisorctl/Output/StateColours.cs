namespace Supervisorctl.Output;

/// <summary>Colours for the states of processes, on a terminal whose user has not said no (https://no-color.org).</summary>
internal sealed class StateColours(bool isOn)
{
    private const string Green = "\e[32m";
    private const string Yellow = "\e[33m";
    private const string Red = "\e[31m";
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    public static StateColours Of(IOutput output, Func<string, string?> variable) =>
        new(output.IsTerminal && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is { Length: > 0 } and not "dumb");

    /// <param name="text">What is printed; it is padded already, so that colours do not move columns.</param>
    public string Paint(string state, string text) =>
        isOn && ColourOf(state) is { } colour ? colour + text.TrimEnd() + Reset + text[text.TrimEnd().Length..] : text;

    private static string? ColourOf(string state) =>
        state switch
        {
            "RUNNING" => Green,
            "STARTING" or "STOPPING" or "BACKOFF" => Yellow,
            "FATAL" or "UNKNOWN" => Red,
            "STOPPED" or "EXITED" => Dim,
            _ => null,
        };
}
