namespace Supervisor.Configuration.Loading;

/// <summary>What is wrong at a character of an environment file.</summary>
internal sealed record DotenvMistake(int Index, int Length, string Message);
