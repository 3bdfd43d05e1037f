using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// Sets and advances the simulated clocks for an operator, from the API or from a page. The ShopID of each call is that of the shop whose
/// clock is meant; null means all clocks.
/// </summary>
internal sealed class ClockService(ShopClocks clocks, JobSchedule schedule, Scheduler scheduler, ShopRepository shops, RealTime real,
    Deadlines deadlines)
{
    static readonly TimeSpan MaxAdvance = TimeSpan.FromDays(3_660);

    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public ClockView View(string? shopId = null)
    {
        CheckShop(shopId);
        var clock = clocks.Of(shopId);
        var now = clock.GetUtcNow();
        return new(
            Mode(clock), now, NextDue(shopId, now), shopId,
            shopId is null ? null : clocks.HasOwn(shopId),
            scheduler.Advances.FirstOrDefault(advance => Moves(advance, shopId)) is { } advance ? AdvanceViews.Progress(advance) : null,
            now + deadlines.NextIn(shopId, without: RetryPlan.ResponseTimeout),
            shopId is null ? [.. clocks.Owners.Where(owner => shops.Find(owner) is not null).Select(ViewOfOwner)] : null);
    }

    /// <summary>Sets a clock, and runs the jobs that are due then.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 404: there is no such shop.</exception>
    /// <param name="shopOfQuery">The shop that the query names; null: none.</param>
    public async Task<ClockView> Set(string? shopOfQuery, JsonBodyReader body, CancellationToken cancel)
    {
        var shopId = ShopOf(shopOfQuery, body);
        CheckShop(shopId);
        var mode = body.OneOf("mode", required: true, "real", "manual");
        var now = body.Instant("now");
        CheckRange(body, "now", shopId, now ?? TimeOf(shopId, mode == "real"));
        body.ThrowIfInvalid();
        var isRunning = mode == "real";
        using (await scheduler.HoldClock(shopId, cancel))
        {
            CheckShop(shopId);
            await clocks.Set(shopId, isRunning, now ?? TimeOf(shopId, isRunning));
            await scheduler.RunUntilIdle(shopId, cancel);
        }
        return View(shopId);
    }

    /// <summary>Has a shop follow the common clock again.</summary>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public async Task<ClockView> Follow(string shopId, CancellationToken cancel)
    {
        CheckShop(shopId);
        using (await scheduler.HoldClock(shopId, cancel))
        {
            await clocks.Remove(shopId);
            await scheduler.RunUntilIdle(shopId, cancel);
        }
        return View(shopId);
    }

    /// <summary>Advances the clock that the body names and runs all jobs that become due, in order.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 404: there is no such shop.</exception>
    /// <param name="shopOfQuery">The shop that the query names; null: none.</param>
    public async Task<AdvanceView> Advance(string? shopOfQuery, JsonBodyReader body, CancellationToken cancel)
    {
        var shopId = ShopOf(shopOfQuery, body);
        CheckShop(shopId);
        var by = body.Duration("by", TimeSpan.Zero, MaxAdvance);
        var to = body.Instant("to");
        if (body.Has("by") == body.Has("to"))
        {
            var given = body.Has("by") ? $"{body.Text("by")}, with to" : null;
            body.AddError("by", given, "either by, such as PT1H, or to, an instant", "時間（例：PT1H）または日時のどちらか一方");
        }
        var now = clocks.Now(shopId);
        if (to < now)
            body.AddError("to", $"{to:o}", $"an instant from {now:o} on: time does not go back", $"{now:o}以降の日時（時間は戻せません）");
        CheckRange(body, to is null ? "by" : "to", shopId, to ?? now + (by ?? TimeSpan.Zero));
        body.ThrowIfInvalid();
        var advance = await scheduler.Advance(shopId, start =>
        {
            // Again, because it may have waited for other advances, and its shop may be gone.
            CheckShop(shopId);
            var span = by ?? Max(to!.Value - start, TimeSpan.Zero);
            CheckRange(body, to is null ? "by" : "to", shopId, start + span);
            body.ThrowIfInvalid();
            return span;
        }, cancel);
        var view = View(shopId);
        return new(view.Mode, view.Now, view.NextDue, shopId, advance.WasStopped, AdvanceViews.Happened(advance));
    }

    /// <summary>Stops running advances between two moments: that of a shop's clock, or all of them.</summary>
    /// <exception cref="ProblemException">404: there is no such shop, or no such advance is running.</exception>
    public async Task<ClockView> CancelAdvance(string? shopId)
    {
        CheckShop(shopId);
        var running = scheduler.Advances;
        var meant = running.Where(advance => shopId is null || advance.ShopId == shopId).ToList();
        if (meant.Count == 0) throw NothingToCancel(shopId, running.Any(advance => Moves(advance, shopId)));
        await Task.WhenAll(meant.Select(advance => advance.Cancel()));
        return View(shopId);
    }

    // A shop can be named in either place. Ignoring one would move the clocks of all shops.
    static string? ShopOf(string? shopOfQuery, JsonBodyReader body)
    {
        if (body.Text("shopId") is not { } shopId) return shopOfQuery;
        if (shopOfQuery is not null && shopOfQuery != shopId)
            body.AddError("shopId", shopId, $"{shopOfQuery}, as in the query, or nothing", $"{shopOfQuery}（クエリと同じ値）または省略");
        return shopId;
    }

    static ProblemException NothingToCancel(string? shopId, bool isMovedWithAll)
    {
        if (isMovedWithAll)
        {
            return new(Problem.Of(404, ProblemTitles.NotFound,
                ($"All clocks are being advanced, not that of shop \"{shopId}\" alone: leave out shopId to cancel that.",
                $"ショップ「{shopId}」だけでなくすべての時計を進めています。中止するにはshopIdを省略してください。")));
        }
        return new(Problem.Of(404, ProblemTitles.NotFound, ("No advance is running.", "時計を進める処理は実行されていません。")));
    }

    // A shop's clock is moved by an advance of its own or of all clocks; the common one only by the latter.
    static bool Moves(ClockAdvance advance, string? shopId) => advance.ShopId is null || advance.ShopId == shopId;

    ShopClockView ViewOfOwner(string shopId)
    {
        var clock = clocks.Of(shopId);
        return new(shopId, Mode(clock), clock.GetUtcNow(), schedule.Next(shopId));
    }

    static string Mode(SimulatedClock clock) => clock.IsRunning ? "real" : "manual";

    // The job that is due first is that with the shortest span to go by its shop's clock.
    DateTimeOffset? NextDue(string? shopId, DateTimeOffset now) => shopId is null
        ? now + schedule.NextIn(shop => clocks.HasOwn(shop) ? clocks.Now(shop) : now, _ => true)
        : schedule.Next(shopId);

    // What a clock is set to without a time: real time when it runs, else its present time.
    DateTimeOffset TimeOf(string? shopId, bool isRunning) => isRunning ? real.Now : clocks.Now(shopId);

    void CheckShop(string? shopId)
    {
        if (shopId is not null && shops.Find(shopId) is null) throw ProblemException.NotFound("shop", shopId);
    }

    // All clocks move by the same span, so that those of shops may leave the range before the common one.
    void CheckRange(JsonBodyReader body, string name, string? shopId, DateTimeOffset instant)
    {
        var from = $"{SimulatedClock.Earliest:yyyy-MM-dd}";
        var to = $"{SimulatedClock.Latest:yyyy-MM-dd}";
        if (!SimulatedClock.IsInRange(instant))
        {
            body.AddError(name, $"{instant:o}", $"an instant from {from} to {to}", $"{from}から{to}までの日時");
            return;
        }
        var by = instant - clocks.Now(shopId);
        var beyond = shopId is null ? clocks.Owners.FirstOrDefault(owner => !SimulatedClock.IsInRange(clocks.Now(owner) + by)) : null;
        if (beyond is null) return;
        body.AddError(name, $"{instant:o}",
            $"an instant that leaves the clock of shop {beyond}, which moves along, between {from} and {to}",
            $"一緒に進むショップ {beyond} の時計が{from}から{to}までに収まる日時");
    }

    static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
