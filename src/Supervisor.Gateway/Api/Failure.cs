using Microsoft.AspNetCore.Http;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Api;

/// <summary>How a result of the master is told in HTTP.</summary>
/// <param name="Code">Supervisor's name of it.</param>
internal readonly record struct Failure(int Status, string Code, string Title)
{
    public static Failure Of(ControlResult result) =>
        result switch
        {
            ControlResult.Success => new(StatusCodes.Status200OK, "SUCCESS", "Success"),
            ControlResult.IncorrectParameters => new(StatusCodes.Status400BadRequest, "INCORRECT_PARAMETERS", "Incorrect parameters"),
            ControlResult.BadArguments => new(StatusCodes.Status400BadRequest, "BAD_ARGUMENTS", "Bad arguments"),
            ControlResult.BadSignal => new(StatusCodes.Status400BadRequest, "BAD_SIGNAL", "No such signal"),
            ControlResult.BadName => new(StatusCodes.Status404NotFound, "BAD_NAME", "No such process or group"),
            ControlResult.AlreadyStarted => new(StatusCodes.Status409Conflict, "ALREADY_STARTED", "Already started"),
            ControlResult.NotRunning => new(StatusCodes.Status409Conflict, "NOT_RUNNING", "Not running"),
            ControlResult.AlreadyAdded => new(StatusCodes.Status409Conflict, "ALREADY_ADDED", "Already added"),
            ControlResult.StillRunning => new(StatusCodes.Status409Conflict, "STILL_RUNNING", "Still running"),
            ControlResult.NoFile => new(StatusCodes.Status422UnprocessableEntity, "NO_FILE", "No such file"),
            ControlResult.NotExecutable => new(StatusCodes.Status422UnprocessableEntity, "NOT_EXECUTABLE", "Not executable"),
            ControlResult.SpawnError => new(StatusCodes.Status422UnprocessableEntity, "SPAWN_ERROR", "It could not be started"),
            ControlResult.AbnormalTermination => new(
                StatusCodes.Status422UnprocessableEntity,
                "ABNORMAL_TERMINATION",
                "It ended while it was starting"
            ),
            ControlResult.CannotReread => new(StatusCodes.Status422UnprocessableEntity, "CANT_REREAD", "The configuration cannot be read"),
            ControlResult.ShuttingDown => new(StatusCodes.Status503ServiceUnavailable, "SHUTDOWN_STATE", "The daemon is ending"),
            ControlResult.TimedOut => new(StatusCodes.Status504GatewayTimeout, "TIMED_OUT", "Not in the time given"),
            _ => new(StatusCodes.Status500InternalServerError, "FAILED", "It failed"),
        };

    public static Problem Problem(ControlResult result, string detail)
    {
        var failure = Of(result);
        var type = "urn:supervisor:problem:" + failure.Code;
        return new Problem(type, failure.Title, failure.Status, detail.Length > 0 ? detail : failure.Title, failure.Code);
    }
}
