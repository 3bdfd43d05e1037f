using System.Security.Cryptography;
using WireMock.Admin.Mappings;

namespace KantanSim.Mappings;

/// <summary>
/// The delay that a mapping asks for. It is taken over from WireMock, which says nothing while it waits: a late answer could not be
/// told from one that is meant to be late.
/// </summary>
/// <param name="MinMilliseconds">In milliseconds.</param>
/// <param name="MaxMilliseconds">In milliseconds.</param>
internal sealed record MappingDelay(int MinMilliseconds, int MaxMilliseconds)
{
    public static readonly MappingDelay None = new(0, 0);

    /// <summary>WireMock's own bound of a random delay that has none, in milliseconds.</summary>
    const int DefaultMax = 60_000;

    /// <summary>The delay of a mapping, which then has none of its own. Webhooks keep theirs: they are called after it.</summary>
    public static MappingDelay Extract(MappingModel model)
    {
        var delay = Of(model.Response);
        if (HasWebhooks(model)) return None;
        (model.Response.Delay, model.Response.MinimumRandomDelay, model.Response.MaximumRandomDelay) = (null, null, null);
        return delay;
    }

    /// <summary>The longest that WireMock itself waits before it answers by this mapping.</summary>
    public static TimeSpan Kept(MappingModel model) =>
        HasWebhooks(model) ? TimeSpan.FromMilliseconds(Of(model.Response).MaxMilliseconds) : TimeSpan.Zero;

    public TimeSpan Pick() => TimeSpan.FromMilliseconds(MaxMilliseconds > MinMilliseconds ? RandomNumberGenerator.GetInt32(MinMilliseconds, MaxMilliseconds) : MinMilliseconds);

    static MappingDelay Of(ResponseModel response)
    {
        if (response.Delay > 0) return new(response.Delay.Value, response.Delay.Value);
        var isRandom = response.MinimumRandomDelay >= 0 || response.MaximumRandomDelay > 0;
        return isRandom ? Random(response.MinimumRandomDelay ?? 0, response.MaximumRandomDelay ?? DefaultMax) : None;
    }

    static MappingDelay Random(int from, int to) => from >= 0 && to > from ? new(from, to)
        : throw new FormatException($"MinimumRandomDelay is {from} and MaximumRandomDelay {to}; the first has to be less");

    static bool HasWebhooks(MappingModel model) => model.Webhook is not null || model.Webhooks is { Length: > 0 };
}
