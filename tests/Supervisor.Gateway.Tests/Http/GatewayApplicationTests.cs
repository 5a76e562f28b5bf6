using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Gateway.Tests.XmlRpc;
using Supervisor.Posix;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Tests.Http;

/// <summary>What becomes of a request that cannot be answered.</summary>
public sealed class GatewayApplicationTests
{
    [Fact]
    public Task One_that_memory_does_not_suffice_for_is_to_be_tried_again() =>
        // Longer than any array can be: the runtime refuses it as it refuses what does not fit.
        ShouldBeRefused(() => throw OutOfMemory(), StatusCodes.Status503ServiceUnavailable);

    [Fact]
    public Task One_whose_master_is_gone_is_to_be_tried_again() =>
        ShouldBeRefused(() => throw new IOException("gone"), StatusCodes.Status503ServiceUnavailable);

    [Fact]
    public Task One_that_the_client_itself_broke_off_is_said_to_be_bad() =>
        ShouldBeRefused(() => throw new BadHttpRequestException("cut"), StatusCodes.Status400BadRequest);

    private static Exception OutOfMemory() => Record.Exception(() => GC.AllocateUninitializedArray<long>(int.MaxValue))!;

    private static async Task ShouldBeRefused(Func<Reply> reply, int status)
    {
        using var application = new GatewayApplication(
            new ScriptedMaster(_ => reply()),
            new RequestLimits(256 << 20, 4096),
            CancellationToken.None,
            CancellationToken.None
        );
        var listener = new ListenerDescription("/s.sock", true, null, null, [], []);
        await using var inner = new DefaultConnectionContext();
        using var ended = new EventDescriptor();
        await using var connection = new GatewayConnection(inner, listener, null, new OpenConnections(1, ended));
        var context = new DefaultHttpContext();
        context.Features.Set(connection);
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/api/v1/processes";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/api/v1/processes";
        await application.ProcessRequestAsync(context);
        context.Response.StatusCode.ShouldBe(status);
        context.Response.Headers.Connection.ToString().ShouldBe("close");
    }
}
