using System.Security.Cryptography;
using WireMock.Admin.Mappings;

namespace KantanSim.Mappings;

/// <summary>
/// The delay that a mapping asks for. KantanSim waits instead of WireMock, because a WireMock that waits cannot be distinguished from
/// one that hangs.
/// </summary>
/// <param name="MinMilliseconds">Inclusive.</param>
/// <param name="MaxMilliseconds">Exclusive; equal to the minimum for a fixed delay.</param>
internal sealed record MappingDelay(int MinMilliseconds, int MaxMilliseconds)
{
    public static readonly MappingDelay None = new(0, 0);

    /// <summary>WireMock's own maximum for a random delay without one.</summary>
    const int DefaultMaxMilliseconds = 60_000;

    /// <summary>
    /// Removes the delay from a mapping and returns it. A mapping with webhooks keeps its delay, because WireMock calls them after it.
    /// </summary>
    /// <exception cref="FormatException">The minimum of a random delay is not less than its maximum.</exception>
    public static MappingDelay Extract(MappingModel model)
    {
        var delay = Of(model.Response);
        if (HasWebhooks(model)) return None;
        model.Response.Delay = null;
        model.Response.MinimumRandomDelay = null;
        model.Response.MaximumRandomDelay = null;
        return delay;
    }

    /// <summary>The maximum delay that is left in the mapping, for which WireMock itself waits.</summary>
    public static TimeSpan LeftToWireMock(MappingModel model) =>
        HasWebhooks(model) ? TimeSpan.FromMilliseconds(Of(model.Response).MaxMilliseconds) : TimeSpan.Zero;

    public TimeSpan Pick()
    {
        var isRandom = MaxMilliseconds > MinMilliseconds;
        return TimeSpan.FromMilliseconds(isRandom ? RandomNumberGenerator.GetInt32(MinMilliseconds, MaxMilliseconds) : MinMilliseconds);
    }

    static MappingDelay Of(ResponseModel response)
    {
        if (response.Delay > 0) return new(response.Delay.Value, response.Delay.Value);
        var isRandom = response.MinimumRandomDelay >= 0 || response.MaximumRandomDelay > 0;
        return isRandom ? Random(response.MinimumRandomDelay ?? 0, response.MaximumRandomDelay ?? DefaultMaxMilliseconds) : None;
    }

    static MappingDelay Random(int from, int to)
    {
        if (from >= 0 && to > from) return new(from, to);
        throw new FormatException($"MinimumRandomDelay is {from} and MaximumRandomDelay {to}; the minimum must be less than the maximum");
    }

    static bool HasWebhooks(MappingModel model) => model.Webhook is not null || model.Webhooks is { Length: > 0 };
}
