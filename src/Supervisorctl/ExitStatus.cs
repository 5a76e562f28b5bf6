namespace Supervisorctl;

/// <summary>The exit statuses, which follow those of LSB init scripts.</summary>
internal static class ExitStatus
{
    public const int Success = 0;
    public const int Generic = 1;
    public const int InvalidArguments = 2;
    public const int Unimplemented = 3;
    public const int Refused = 4;
    public const int WrongVersion = 5;
    public const int NotRunning = 7;

    /// <summary>Of status: something that was asked for does not run.</summary>
    public const int StatusNotRunning = 3;

    /// <summary>Of status: something that was asked for is not known, or nothing can be.</summary>
    public const int StatusUnknown = 4;
}
