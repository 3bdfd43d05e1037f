using System.Diagnostics;
using KantanSim.Check.Adapters;
using KantanSim.Check.Files;

namespace KantanSim.Check.Running;

/// <summary>Waits until a shop and the gateway have nothing more to do for a case.</summary>
internal sealed class Settler(CaseSession session, GatewayApi api, IShopDoor door, IStepPatience waits)
{
    const int MaxRounds = 8;
    const int QuietParts = 10;

    // A pause between two looks at a shop that works by itself.
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    // What the shop and the gateway had when the shop was quiet last.
    string settled = "";

    /// <summary>What the shop said about each order when it was quiet last.</summary>
    public IReadOnlyList<OrderReading?> LastReadings { get; private set; } = [];

    /// <summary>The shop's simulated time when the gateway had nothing more to do.</summary>
    public DateTimeOffset Now { get; private set; }

    TimeSpan Patience => session.File.Patience;

    /// <summary>
    /// With <c>jobs</c> in the file: runs what is due at the gateway and at the shop until nothing changes any more. Without: until nothing
    /// has changed for a tenth of the patience, or the patience is over.
    /// </summary>
    public Task Settle(CancellationToken cancel)
    {
        // A broken shop cannot do its work.
        if (session.IsBroken) return RunGateway(cancel);
        return session.Act(ActNames.Jobs) is { } jobs ? RunJobs(jobs, cancel) : AwaitQuiet(cancel);
    }

    /// <summary>Runs what is due at the gateway, such as notifications.</summary>
    public async Task RunGateway(CancellationToken cancel) =>
        Now = (await Await(token => api.Advance(session.Shop.Id, TimeSpan.Zero, token), NotificationPatience, cancel)).Now;

    /// <summary>The real time that a pending notification gets: a shop may take as long as the gateway waits.</summary>
    public TimeSpan NotificationPatience => session.Case.Wait is { } wait && wait > Patience ? wait : Patience;

    /// <summary>
    /// Awaits something that may depend on simulated time, such as a call that the gateway lets hang: after the patience in real time,
    /// simulated time passes until the gateway holds no call any more.
    /// </summary>
    /// <exception cref="NeverEndsException">It has not ended after that.</exception>
    public Task<T> Await<T>(Func<CancellationToken, Task<T>> start, CancellationToken cancel) => Await(start, Patience, cancel);

    /// <param name="patience">In real time.</param>
    /// <inheritdoc cref="Await{T}(Func{CancellationToken, Task{T}}, CancellationToken)"/>
    public async Task<T> Await<T>(Func<CancellationToken, Task<T>> start, TimeSpan patience, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var task = start(stop.Token);
        try
        {
            for (var jumps = 0; await waits.Next(session.Shop, task, patience, jumps, cancel) is { } jump; jumps++)
            {
                // An advance may wait for the very call that it ends.
                var advance = api.Advance(session.Shop.Id, jump, cancel);
                await Task.WhenAny(task, advance);
                if (advance.IsCompleted) await advance;
            }
            return await task;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>What the shop says about each order now.</summary>
    public async Task<IReadOnlyList<OrderReading?>> Readings(CancellationToken cancel)
    {
        List<OrderReading?> readings = [];
        foreach (var order in session.Orders) readings.Add(await Reading(order, cancel));
        return readings;
    }

    // An order that the shop refused has no key by which it could be read.
    public async Task<OrderReading?> Reading(OpenOrder order, CancellationToken cancel)
    {
        if (order.Placed.IsRefused || session.IsBroken) return null;
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await Await(token => door.Read(session.Reader, order.Variables, token), cancel);
            }
            // The shop may be starting again.
            catch (ShopNotReachedException) when (session.File.Hooks.Count > 0 && Stopwatch.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Look, cancel);
            }
        }
    }

    /// <summary>Whether the shop cannot tell the state of the newest order now.</summary>
    public async Task<bool> IsUnreadable(CancellationToken cancel)
    {
        if (session.Orders is not [.., { Placed.IsRefused: false } order]) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await door.Read(session.Reader, order.Variables, limit.Token);
            return false;
        }
        catch (Exception fault) when (fault is AdapterException or ShopNotReachedException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return true;
        }
    }

    // One round is enough when nothing has changed since the last time.
    async Task RunJobs(ShopStep jobs, CancellationToken cancel)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            await RunGateway(cancel);
            var variables = session.Orders is [.., var last] ? last.Variables : session.Variables(1, 0, "");
            var ran = await Await(token => door.Run(jobs, variables, token), cancel);
            if (ran.IsRefused) throw new AdapterException($"act.jobs failed: {ran.Answer}");
            var before = settled;
            settled = await Fingerprint(withCalls: false, cancel);
            if (settled == before) return;
        }
    }

    async Task AwaitQuiet(CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        var changed = start;
        var before = await Fingerprint(withCalls: true, cancel);
        while (Stopwatch.GetElapsedTime(changed) < Patience / QuietParts && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Look, cancel);
            var now = await Fingerprint(withCalls: true, cancel);
            if (now != before) changed = Stopwatch.GetTimestamp();
            before = now;
        }
    }

    async Task<string> Fingerprint(bool withCalls, CancellationToken cancel)
    {
        var readings = LastReadings = await Readings(cancel);
        var payments = await api.TransactionsSince(session.Shop.Id, session.TransactionBefore, cancel);
        var call = withCalls ? await api.NewestCall(session.Shop.Id, cancel) : 0;
        var states = payments.Select(one => $"{one.Status} {one.Total} {one.ChangedAt:o}");
        return $"{string.Join(';', readings)} {string.Join(';', states)} {call}";
    }
}
