using System.Diagnostics.CodeAnalysis;
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

    /// <summary>One slow check at a time: wrong passwords from everywhere take one processor at most.</summary>
    private readonly SemaphoreSlim _slowChecks = new(1);

    /// <summary>The status to refuse with, or null.</summary>
    public ValueTask<int?> RefusalAsync(HttpContext context, GatewayConnection connection)
    {
        var listener = connection.Listener;
        if (!IsAllowedPeer(connection))
            return new ValueTask<int?>(StatusCodes.Status403Forbidden);
        return listener.UserName is null ? default : PasswordRefusalAsync(context, listener);
    }

    public void Dispose() => _slowChecks.Dispose();

    private static bool IsAllowedPeer(GatewayConnection connection)
    {
        var listener = connection.Listener;
        if (!listener.IsLocal || (listener.AllowedUserIds.IsEmpty && listener.AllowedGroupIds.IsEmpty))
            return true;
        return connection.Peer?.IsOneOf(listener.AllowedUserIds, listener.AllowedGroupIds) ?? false;
    }

    private async ValueTask<int?> PasswordRefusalAsync(HttpContext context, ListenerDescription listener)
    {
        if (!BasicCredentials.TryParse(context.Request.Headers.Authorization, out var credentials))
            return StatusCodes.Status401Unauthorized;
        var isRight = StoredPassword.IsSlow(listener.Password ?? "")
            ? await IsRightAfterSlowCheckAsync(credentials, listener, context.RequestAborted)
            : IsRight(credentials, listener);
        return isRight ? null : StatusCodes.Status401Unauthorized;
    }

    [SuppressMessage("Design", "MA0045", Justification = "The check is computation, not waiting.")]
    private async Task<bool> IsRightAfterSlowCheckAsync(
        BasicCredentials credentials,
        ListenerDescription listener,
        CancellationToken aborted
    )
    {
        if (_known.Contains(listener, credentials))
            return true;
        await _slowChecks.WaitAsync(aborted);
        try
        {
            // Many calls with the same right password may have come at once.
            if (_known.Contains(listener, credentials))
                return true;
            var isRight = IsRight(credentials, listener);
            if (isRight)
                _known.Add(listener, credentials);
            return isRight;
        }
        finally
        {
            _slowChecks.Release();
        }
    }

    /// <summary>The password is compared also when the user's name is wrong, so that the time does not tell whether there is such a user.</summary>
    private static bool IsRight(BasicCredentials credentials, ListenerDescription listener)
    {
        var isUser = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(listener.UserName ?? ""), credentials.UserName.Span);
        return StoredPassword.IsMatchedBy(listener.Password ?? "", credentials.Password.Span) & isUser;
    }
}
