using KantanSim.Check.Files;
using KantanSim.Commands;
using KantanSim.Operations;

namespace KantanSim.Check.Running;

/// <summary>An account that is created for one run of a case, and deleted after it.</summary>
internal sealed class CreatedShop : IAsyncDisposable
{
    const string Pass = "kantansim1";

    readonly GatewayApi api;

    CreatedShop(GatewayApi api, string shopId)
    {
        this.api = api;
        Shop = new(shopId, Pass);
    }

    public CaseShop Shop { get; }

    public static async Task<CreatedShop> Create(GatewayApi api, ShopAccount.Created account, string shopId, CancellationToken cancel)
    {
        var notifyUrl = account.NotifyUrl
            .Replace("{{shopId}}", shopId, StringComparison.Ordinal).Replace("{{shopPass}}", Pass, StringComparison.Ordinal);
        await api.AddShop(shopId, Pass, notifyUrl, cancel);
        return new(api, shopId);
    }

    /// <summary>Also after an interruption. Its payments stay, so that the report's links lead to them.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await api.DeleteShop(Shop.Id, limit.Token);
    }
}

/// <summary>An account that exists. Its clock is moved by a run, and set back after it.</summary>
internal sealed class ExistingShop : IAsyncDisposable
{
    readonly GatewayApi api;
    readonly string shopId;
    readonly ClockView clock;
    readonly long startedAt = System.Diagnostics.Stopwatch.GetTimestamp();

    ExistingShop(GatewayApi api, string shopId, ClockView clock)
    {
        this.api = api;
        this.shopId = shopId;
        this.clock = clock;
    }

    /// <exception cref="CommandException">There is no such shop, its password differs, or scenarios are armed for it.</exception>
    public static async Task<ExistingShop> Take(GatewayApi api, ShopAccount.Existing account, CancellationToken cancel)
    {
        await api.Shop(account.Id, cancel);
        var arms = (await api.Arms(cancel)).Count(arm => arm.ShopId == account.Id || arm.ShopId == "*");
        if (arms > 0)
        {
            throw CommandException.WrongUse(
                $"Shop {account.Id} has {arms} armed scenarios, which would be played in the cases. Disarm them first.");
        }
        return new(api, account.Id, await api.Clock(account.Id, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        if (clock.Own == false) await api.FollowClock(shopId, limit.Token);
        else await api.SetClock(shopId, clock.Mode, Now(), limit.Token);
    }

    DateTimeOffset Now() => clock.Mode == "real" ? clock.Now + System.Diagnostics.Stopwatch.GetElapsedTime(startedAt) : clock.Now;
}
