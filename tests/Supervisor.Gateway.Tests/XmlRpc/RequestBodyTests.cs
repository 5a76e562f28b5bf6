using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.XmlRpc;
using Supervisor.Gateway.XmlRpc.Reading;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class RequestBodyTests
{
    private const int Large = 1_000_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(Large)]
    public async Task A_body_is_read_whole_whether_its_length_is_known_or_not(int length)
    {
        foreach (var isKnown in (bool[])[true, false])
        {
            var budget = new MemoryBudget(3 * Large, Large);
            using var body = await RequestBody.ReadAsync(Request(length, isKnown ? length : null), budget);
            body.Bytes.ToArray().ShouldBe(Content(length));
        }
    }

    [Fact]
    public async Task There_is_room_for_one_of_the_largest_that_the_server_takes()
    {
        var limits = new RequestLimits(256 << 20, 4096);
        var largest = (int)limits.LargestBody;
        using var body = await RequestBody.ReadAsync(Request(largest, largest), new MemoryBudget(limits.BodyMemory, largest));
        body.Bytes.Count.ShouldBe(largest);
    }

    [Fact]
    public async Task Large_bodies_share_what_there_is_and_give_it_back()
    {
        var budget = new MemoryBudget(2 * Large, Large);
        using (await RequestBody.ReadAsync(Request(Large, Large), budget))
        {
            var failure = await Should.ThrowAsync<BadHttpRequestException>(() => RequestBody.ReadAsync(Request(Large, Large), budget));
            failure.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
            (await RequestBody.ReadAsync(Request(10_000, 10_000), budget)).Dispose();
        }
        (await RequestBody.ReadAsync(Request(Large, Large), budget)).Dispose();
        budget.TryTake(2 * Large).ShouldBeTrue();
    }

    /// <summary>Who announces much and sends little takes little.</summary>
    [Fact]
    public async Task An_announced_length_takes_no_memory()
    {
        var budget = new MemoryBudget(0, Large);
        using var body = await RequestBody.ReadAsync(Request(1000, 16 * Large), budget);
        body.Bytes.Count.ShouldBe(1000);
    }

    private static DefaultHttpContext Request(int length, long? announced)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = announced;
        context.Request.Body = new MemoryStream(Content(length));
        return context;
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7))];
}
