namespace Supervisor.Engine.Choices;

/// <summary>A save of choices has come to its end.</summary>
/// <param name="Problem">Why they could not be kept; null when they are on the disk.</param>
public sealed record ChoicesSaved(string? Problem);
