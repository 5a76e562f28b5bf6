using Supervisorctl.Connection;

namespace Supervisorctl.Api;

/// <summary>Problem details (RFC 9457) that the server answered with.</summary>
internal sealed class ApiProblem(int status, string code, string detail)
    : ControlException("supervisor.Problem", $"<Problem {status} {code}: {detail}>")
{
    /// <summary>Supervisor's name of the fault.</summary>
    public string Code { get; } = code;

    public string Detail { get; } = detail;
}
