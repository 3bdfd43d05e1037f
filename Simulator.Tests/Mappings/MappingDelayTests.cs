using KantanSim.Mappings;
using WireMock.Admin.Mappings;

namespace KantanSim.Tests.Mappings;

/// <summary>The delay of a mapping is extracted from the WireMock model.</summary>
public sealed class MappingDelayTests
{
    [Theory]
    [InlineData(null, null, null, 0, 0)]
    [InlineData(0, null, null, 0, 0)]
    [InlineData(500, null, null, 500, 500)]
    [InlineData(500, 1, 2, 500, 500)]
    [InlineData(null, 100, 200, 100, 200)]
    [InlineData(null, null, 200, 0, 200)]
    [InlineData(null, 100, null, 100, 60_000)]
    public void Delay_is_what_WireMock_would_wait(int? delay, int? min, int? max, int from, int to)
    {
        var model = Model(delay, min, max);
        Assert.Equal(new MappingDelay(from, to), MappingDelay.Extract(model));
        Assert.Null(model.Response.Delay);
        Assert.Null(model.Response.MinimumRandomDelay);
        Assert.Null(model.Response.MaximumRandomDelay);
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(100, 100)]
    [InlineData(60_000, null)]
    public void Random_delay_is_refused_when_its_minimum_is_not_below_its_maximum(int min, int? max) =>
        Assert.Throws<FormatException>(() => MappingDelay.Extract(Model(null, min, max)));

    [Fact]
    public void Delay_of_a_mapping_with_webhooks_is_left_to_WireMock()
    {
        var model = Model(500, null, null);
        model.Webhook = new();
        Assert.Equal(TimeSpan.FromMilliseconds(500), MappingDelay.LeftToWireMock(model));
        Assert.Equal(MappingDelay.None, MappingDelay.Extract(model));
        Assert.Equal(500, model.Response.Delay);
    }

    [Fact]
    public void Random_delay_lies_between_its_bounds() =>
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(new MappingDelay(100, 200).Pick().TotalMilliseconds, 100, 200));

    static MappingModel Model(int? delay, int? min, int? max) =>
        new() { Request = new(), Response = new() { Delay = delay, MinimumRandomDelay = min, MaximumRandomDelay = max } };
}
