using Supervisor.Gateway.Http;

namespace Supervisor.Gateway.Tests.Http;

public sealed class RequestLimitsTests
{
    private const long Megabyte = 1 << 20;
    private const ulong Plenty = 1 << 20;

    [Fact]
    public void The_usual_memory_gives_the_usual_limits()
    {
        var limits = new RequestLimits(256 * Megabyte, Plenty);
        limits.LargestBody.ShouldBe(16 * Megabyte);
        limits.LargestAnswer.ShouldBe(64 * Megabyte);
        limits.MostElements.ShouldBe(500_000);
        limits.MostConnections.ShouldBe(2048);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(64 * 1024)]
    public void All_of_it_together_fits_into_the_memory(int megabytes)
    {
        var limits = new RequestLimits(megabytes * Megabyte, Plenty);
        var connections = limits.MostConnections * 2L * RequestLimits.ConnectionBuffer;
        (connections + limits.BodyMemory + limits.AnswerMemory).ShouldBeLessThan(megabytes * Megabyte);
        // While it grows it is there twice.
        (2 * limits.LargestBody).ShouldBeLessThan(limits.BodyMemory);
        limits.LargestAnswer.ShouldBeLessThan(limits.AnswerMemory);
        limits.MostElements.ShouldBeGreaterThan(2000 * 20);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(256, 1)]
    [InlineData(1024, 384)]
    [InlineData(1_000_000, 2048)]
    public void Connections_leave_descriptors_for_the_rest(int descriptors, int connections) =>
        new RequestLimits(256 * Megabyte, (ulong)descriptors).MostConnections.ShouldBe(connections);
}
