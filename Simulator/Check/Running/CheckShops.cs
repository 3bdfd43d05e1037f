using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using KantanSim.Check.Files;
using KantanSim.Commands;
using KantanSim.Operations;

namespace KantanSim.Check.Running;

/// <summary>The accounts at which the cases of a run are played.</summary>
internal abstract class CheckShops : IAsyncDisposable
{
    /// <summary>Cleaning up must end, also when the gateway does not answer.</summary>
    protected static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(30);

    /// <summary>Whether cases can be played side by side.</summary>
    public abstract bool AreSeparate { get; }

    /// <summary>The account for a run of a case.</summary>
    public abstract Task<CaseShop> Next(CancellationToken cancel);

    /// <summary>Leaves the gateway as it was before the run.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Runs all steps, also after one that fails, and throws the first fault at the end.</summary>
    protected static async Task RunAll(IEnumerable<Func<Task>> steps)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var step in steps)
        {
            try { await step(); }
            catch (Exception fault) { first ??= ExceptionDispatchInfo.Capture(fault); }
        }
        first?.Throw();
    }

    /// <exception cref="CommandException">The account cannot be used.</exception>
    public static async Task<CheckShops> Open(GatewayApi api, CheckFile file, CancellationToken cancel) => file.Shop switch
    {
        ShopAccount.Existing existing => await ExistingShop.Take(api, existing, file, cancel),
        var created => new CreatedShops(api, (ShopAccount.Created)created),
    };
}

/// <summary>
/// An account for each run of a case. They are deleted at the end of the run, because a shop may still ask about its orders. Their payments
/// stay, so that the report's links lead to them.
/// </summary>
internal sealed class CreatedShops(GatewayApi api, ShopAccount.Created account) : CheckShops
{
    const string Pass = "kantansim1";

    readonly ConcurrentBag<string> created = [];

    // Other runs may be at work at the same gateway. A ShopID has up to 13 characters.
    readonly string prefix = $"chk{Stopwatch.GetTimestamp() % 1_000_000:D6}";
    int count;

    public override bool AreSeparate => true;

    public override async Task<CaseShop> Next(CancellationToken cancel)
    {
        var shopId = $"{prefix}{Interlocked.Increment(ref count):D4}";
        var notifyUrl = account.NotifyUrl
            .Replace("{{shopId}}", shopId, StringComparison.Ordinal).Replace("{{shopPass}}", Pass, StringComparison.Ordinal);
        await api.AddShop(shopId, Pass, notifyUrl, cancel);
        created.Add(shopId);
        return new(shopId, Pass);
    }

    public override async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(CleanupLimit);
        await RunAll(created.Select(Func<Task> (shopId) => () => api.DeleteShop(shopId, limit.Token)));
    }
}

/// <summary>An account that exists. It is locked during the run. Its clock is moved by the run, and set back after it.</summary>
internal sealed class ExistingShop : CheckShops
{
    readonly GatewayApi api;
    readonly CaseShop shop;
    readonly ClockView clock;
    readonly string runLock;
    readonly long startedAt = Stopwatch.GetTimestamp();

    ExistingShop(GatewayApi api, CaseShop shop, ClockView clock, string runLock)
    {
        this.api = api;
        this.shop = shop;
        this.clock = clock;
        this.runLock = runLock;
    }

    public override bool AreSeparate => false;

    public override Task<CaseShop> Next(CancellationToken cancel) => Task.FromResult(shop);

    /// <exception cref="CommandException">
    /// There is no such shop, its password differs, scenarios are armed for it, or another check runs.
    /// </exception>
    public static async Task<ExistingShop> Take(GatewayApi api, ShopAccount.Existing account, CheckFile file, CancellationToken cancel)
    {
        var known = (await api.Shops(cancel)).FirstOrDefault(shop => shop.ShopId == account.Id)
            ?? throw CommandException.WrongUse($"{file.Path}: {file.Gateway} has no shop {account.Id}. Change shop.id, or add the shop.");
        if (known.ShopPass != account.Pass)
            throw CommandException.WrongUse($"{file.Path}: shop.pass is not the password of shop {account.Id} at {file.Gateway}.");
        var runLock = await Lock(api, account.Id, file, cancel);
        return new(api, new(account.Id, account.Pass), await ClockOf(api, account.Id, runLock, cancel), runLock);
    }

    // Read under the lock: another run moves it.
    static async Task<ClockView> ClockOf(GatewayApi api, string shopId, string runLock, CancellationToken cancel)
    {
        try
        {
            return await api.Clock(shopId, cancel);
        }
        catch
        {
            using var limit = new CancellationTokenSource(CleanupLimit);
            await api.Disarm(runLock, limit.Token);
            throw;
        }
    }

    // The arm of the lock never applies to an order. Of two runs that begin together, the one with the older arm goes on.
    static async Task<string> Lock(GatewayApi api, string shopId, CheckFile file, CancellationToken cancel)
    {
        var runLock = (await api.Lock(shopId, cancel)).Id;
        var arms = (await api.Arms(cancel)).Where(arm => arm.ShopId == shopId || arm.ShopId == "*").ToList();
        if (arms is [var first] && first.Id == runLock) return runLock;
        var isOldest = arms.Find(GatewayApi.IsOfCheck)?.Id == runLock;
        await api.Disarm(runLock, cancel);
        throw CommandException.WrongUse(isOldest
            ? $"Shop {shopId} has armed scenarios, which would be played in the cases: {Names(arms, runLock)}. {Remedy(file, shopId)}"
            : $"Another check runs at shop {shopId}. If it was killed, remove what it has left. {Remedy(file, shopId)}");
    }

    static string Names(List<ArmView> arms, string runLock) =>
        string.Join(", ", arms.Where(arm => arm.Id != runLock).Select(arm => arm.Scenario).Distinct());

    static string Remedy(CheckFile file, string shopId) =>
        $"To disarm: curl -X DELETE '{file.Gateway}/api/scenarios/armed?shopId={Uri.EscapeDataString(shopId)}'";

    public override async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(CleanupLimit);
        await RunAll([() => api.Disarm(runLock, limit.Token), () => ResetClock(limit.Token)]);
    }

    Task ResetClock(CancellationToken cancel) => clock.Own == false
        ? api.FollowClock(shop.Id, cancel)
        : api.SetClock(shop.Id, clock.Mode, Now(), cancel);

    DateTimeOffset Now() => clock.Mode == "real" ? clock.Now + Stopwatch.GetElapsedTime(startedAt) : clock.Now;
}
