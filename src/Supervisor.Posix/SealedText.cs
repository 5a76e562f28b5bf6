using System.Text;

namespace Supervisor.Posix;

/// <summary>A <see cref="SealedFile"/> with a text in it.</summary>
public static class SealedText
{
    /// <summary>A sealed file with this text.</summary>
    /// <exception cref="PosixException">It cannot be made.</exception>
    public static Descriptor Create(string name, string text) => SealedFile.Create(name, Encoding.UTF8.GetBytes(text));

    /// <summary>The whole text, from its beginning.</summary>
    public static string Read(int number) => Encoding.UTF8.GetString(SealedFile.Read(number));
}
