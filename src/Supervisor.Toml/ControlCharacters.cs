namespace Supervisor.Toml;

/// <summary>The control characters that TOML forbids in comments and strings.</summary>
internal static class ControlCharacters
{
    /// <summary>U+0000 to U+0008, U+000A to U+001F and U+007F; so line ends are among them, and the tab is not.</summary>
    public static ReadOnlySpan<byte> ButTab =>
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000A\u000B\u000C\u000D\u000E\u000F"u8
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F"u8;
}
