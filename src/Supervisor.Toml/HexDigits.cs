namespace Supervisor.Toml;

internal static class HexDigits
{
    /// <summary>The value of an ASCII hexadecimal digit.</summary>
    public static int ValueOf(int digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
