namespace Supervisor.Configuration.Values;

/// <summary>What programs, groups and processes may be called.</summary>
internal static class NamingRule
{
    /// <summary>Null when the name is good. Control characters would break log lines and listings.</summary>
    public static string? MistakeIn(string name)
    {
        if (name.Length == 0)
            return "Invalid name: '' is empty";
        foreach (var character in name)
        {
            if (character is ' ' or ':' or '/')
                return $"Invalid name: '{name}' because of character: '{character}'";
            if (char.IsControl(character))
                return $"Invalid name: it holds the control character U+{(int)character:X4}";
        }
        return null;
    }
}
