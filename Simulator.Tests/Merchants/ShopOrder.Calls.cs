namespace KantanSim.Tests.Merchants;

/// <summary>What the answer to a call changes, searches not counted.</summary>
internal sealed partial record ShopOrder
{
    const int MaxCalls = 5;

    static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(5);

    /// <summary>Applies the answer to a call. Unless it is a success, <see cref="MustSearch"/> stays: the shop searches first.</summary>
    public ShopOrder AfterCall(ShopStep step, GatewayReply reply, DateTimeOffset now)
    {
        if (reply.IsSuccess) return Succeeded(step, reply) with { MustSearch = false, FailedCalls = 0 };
        var failed = this with { FailedCalls = FailedCalls + 1, PausedUntil = now + Pause(FailedCalls) };
        return reply.CanRetry && failed.FailedCalls < MaxCalls ? failed : failed.WithoutRequestFor(step);
    }

    ShopOrder Succeeded(ShopStep step, GatewayReply reply) => step switch
    {
        ShopStep.Register => WithStatus("UNPROCESSED") with { AccessId = reply["AccessID"], AccessPass = reply["AccessPass"] },
        ShopStep.Request => WithStatus("REQSUCCESS") with { StartUrl = reply["StartURL"], Token = reply["Token"] },
        ShopStep.Change => this with { Amount = NewAmount, RepricedAt = null, AmountDiffers = reply.Total != NewAmount },
        _ => WithStatus(reply["Status"]),
    };

    // Refused for good, or too often: the order stays as it is at the gateway, and a person has to decide.
    ShopOrder WithoutRequestFor(ShopStep step) => step switch
    {
        ShopStep.Sell => this with { ShipFrom = null },
        ShopStep.Cancel => this with { CancelledAt = null },
        ShopStep.Change => this with { RepricedAt = null },
        _ => MovedTo(ShopOrderState.Failed),
    };

    // 1 s, 2 s, 4 s and so on.
    static TimeSpan Pause(int failures)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(failures, 10));
        return pause < MaxPause ? pause : MaxPause;
    }
}
