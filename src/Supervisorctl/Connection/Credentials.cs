using System.Text;

namespace Supervisorctl.Connection;

/// <summary>The name and password to give to a server.</summary>
internal sealed record Credentials(string UserName, string Password)
{
    /// <summary>The value of the Authorization header (RFC 7617).</summary>
    public string HeaderValue => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"));
}
