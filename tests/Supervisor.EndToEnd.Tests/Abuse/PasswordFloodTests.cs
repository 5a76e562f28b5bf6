using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>A password whose check costs much, and callers who do not know it.</summary>
public sealed class PasswordFloodTests
{
    private const int Iterations = 100_000;

    [Fact]
    public void Wrong_passwords_in_numbers_are_refused_and_the_right_one_is_not()
    {
        using var daemon = new ServedDaemon(server: $"username = 'user'\npassword = '{Stored("right")}'");
        using var known = daemon.Connect();
        known.Send(Request("right"));
        known.TakeAnswer().ShouldStartWith("HTTP/1.1 200 ");

        var strangers = Enumerable.Range(0, 40).Select(_ => daemon.Connect(isLocal: false)).ToArray();
        for (var index = 0; index < strangers.Length; index++)
            strangers[index].Send(Request(string.Create(CultureInfo.InvariantCulture, $"wrong{index}")));
        // Found right before, it costs nothing, so it does not wait.
        known.Send(Request("right"));
        known.TakeAnswer().ShouldStartWith("HTTP/1.1 200 ");
        // And another caller waits for one of theirs at most.
        using var other = daemon.Connect();
        other.Send(Request("wrong"));
        other.TakeAnswer().ShouldStartWith("HTTP/1.1 401 ");
        var refusals = strangers.Select(stranger => stranger.TakeAnswer()).ToArray();
        refusals.ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 401 ") || answer.StartsWith("HTTP/1.1 503 "));
        refusals.ShouldContain(answer => answer.StartsWith("HTTP/1.1 401 "));
        Array.ForEach(strangers, stranger => stranger.Dispose());
        daemon.ShouldBeUntouched();
    }

    private static string Request(string password)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password));
        return $"GET /ok.html HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {credentials}\r\n\r\n";
    }

    private static string Stored(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{PBKDF2}}sha256${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
        );
    }
}
