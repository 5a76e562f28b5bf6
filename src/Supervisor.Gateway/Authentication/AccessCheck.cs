using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Passwords;

namespace Supervisor.Gateway.Authentication;

/// <summary>Who may use the listener that a request came by: the user of a unix socket's other end, and HTTP Basic (reference 3.6).</summary>
internal sealed class AccessCheck : IDisposable
{
    private readonly KnownCredentials _known = new();

    private readonly SlowChecks _slowChecks = new();

    /// <summary>The status to refuse with, or null.</summary>
    public ValueTask<int?> RefusalAsync(HttpContext context, GatewayConnection connection)
    {
        var listener = connection.Listener;
        if (!IsAllowedPeer(connection))
            return new ValueTask<int?>(StatusCodes.Status403Forbidden);
        return listener.UserName is null ? default : PasswordRefusalAsync(context, connection);
    }

    public void Dispose() => _slowChecks.Dispose();

    private static bool IsAllowedPeer(GatewayConnection connection)
    {
        var listener = connection.Listener;
        if (!listener.IsLocal || (listener.AllowedUserIds.IsEmpty && listener.AllowedGroupIds.IsEmpty))
            return true;
        return connection.Peer?.IsOneOf(listener.AllowedUserIds, listener.AllowedGroupIds) ?? false;
    }

    private async ValueTask<int?> PasswordRefusalAsync(HttpContext context, GatewayConnection connection)
    {
        var listener = connection.Listener;
        if (!BasicCredentials.TryParse(context.Request.Headers.Authorization, out var credentials))
            return StatusCodes.Status401Unauthorized;
        if (!StoredPassword.IsSlow(listener.Password ?? ""))
            return IsRight(credentials, listener) ? null : StatusCodes.Status401Unauthorized;
        if (_known.Contains(listener, credentials))
            return null;
        return await _slowChecks.RunAsync(connection.Caller, () => IsRightAfterAll(credentials, listener), context.RequestAborted) switch
        {
            true => null,
            false => StatusCodes.Status401Unauthorized,
            null => StatusCodes.Status503ServiceUnavailable,
        };
    }

    private bool IsRightAfterAll(BasicCredentials credentials, ListenerDescription listener)
    {
        // Many calls with the same right password may have come at once.
        if (_known.Contains(listener, credentials))
            return true;
        var isRight = IsRight(credentials, listener);
        if (isRight)
            _known.Add(listener, credentials);
        return isRight;
    }

    /// <summary>The password is compared also when the user's name is wrong, so that the time does not tell whether there is such a user.</summary>
    private static bool IsRight(BasicCredentials credentials, ListenerDescription listener)
    {
        var isUser = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(listener.UserName ?? ""), credentials.UserName.Span);
        return StoredPassword.IsMatchedBy(listener.Password ?? "", credentials.Password.Span) & isUser;
    }
}
