using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace KantanSim.Bench;

/// <summary>Whole payments without a browser, the notifications that tell of them, and a month of time for a thousand of them.</summary>
internal static class PaymentsBench
{
    const int Callers = 32;
    const int Rounds = 5;
    const int Alone = 300;
    const int Open = 1_000;
    const int Waiting = 2_000;
    static readonly TimeSpan Warming = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(4);

    public static async Task Run(Report report, BenchPrograms simulators)
    {
        var takes = true;
        var taken = 0L;
        var told = new ConcurrentDictionary<string, TaskCompletionSource<DateTimeOffset>>();
        using var merchant = Merchant.Open(body =>
        {
            Interlocked.Increment(ref taken);
            if (body.Contains("Status=AUTH&", StringComparison.Ordinal)) Told(BenchPrograms.IdOf(body)).TrySetResult(DateTimeOffset.UtcNow);
        }, () => takes);
        using var ours = await simulators.StartKantanSim(null, [.. merchant.Settings, "--KantanSim:Clock=Manual"]);
        var number = 0;
        string Order() => $"P-{Interlocked.Increment(ref number)}";
        TaskCompletionSource<DateTimeOffset> Told(string id) => told.GetOrAdd(id, _ => new());

        // As a shop does: it captures when it has acknowledged the notification of the approval.
        async Task<(bool Captured, string Id, DateTimeOffset At)> Whole(LoadClient caller)
        {
            var order = Order();
            if (await BenchPrograms.Pay(caller, order, merchant.Url) is not { } access) return default;
            var id = BenchPrograms.IdOf(access);
            var at = await Told(id).Task;
            told.TryRemove(id, out _);
            return (await Capture(caller, order, access), id, at);
        }

        Task<LoadResult> Load(TimeSpan time) => LoadClient.Repeat(ours.Url, Callers, time, async (caller, _) => (await Whole(caller)).Captured);
        await Load(Warming);
        var before = ours.Memory;
        var rounds = new List<LoadResult>();
        for (var round = 0; round < Rounds; round++) rounds.Add(await Load(Measuring));
        var refused = rounds.Sum(round => round.Others);

        var (alone, delays) = (new List<double>(), new List<double>());
        using var one = new LoadClient(ours.Url);
        for (var turn = 0; turn < Alone; turn++)
        {
            var began = Stopwatch.GetTimestamp();
            var (captured, id, at) = await Whole(one);
            alone.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (!captured) throw new InvalidOperationException("A payment was refused.");
            delays.Add((at - ApprovedAt((await one.Send(LoadClient.Request("GET", $"/api/transactions/{id}"))).Body)).TotalMilliseconds);
        }

        // What was captured before is deposited first: it is not what is measured.
        await Advance(one, "P60D");
        if ((await one.Send(LoadClient.Request("GET", "/api/notifications?state=pending"))).Body.Contains("accessId", StringComparison.Ordinal)) throw new InvalidOperationException("A notification was not acknowledged.");
        for (var open = 0; open < Open; open += 2)
        {
            await BenchPrograms.RequestPayment(one, Order(), merchant.Url);
            var order = Order();
            await Capture(one, order, await BenchPrograms.Pay(one, order, merchant.Url) ?? throw new InvalidOperationException("A payment was refused."));
        }
        var month = await Advance(one, "P30D");

        takes = false;
        for (var order = 0; order < Waiting; order++) await BenchPrograms.Pay(one, Order(), merchant.Url);
        await Advance(one, "PT1M");
        takes = true;
        var sentBefore = Interlocked.Read(ref taken);
        var hour = await Advance(one, "PT1H");
        var sent = Interlocked.Read(ref taken) - sentBefore;

        report.Table("payments", ["what", "measured"],
        [
            ["whole payments a second, 32 callers: register, request, approve, notification answered, capture", $"{Statistics.Median([.. rounds.Select(round => round.PerSecond)]):#,0}{(refused > 0 ? $" ({refused} refused)" : "")}"],
            ["one whole payment, alone: median, p95", $"{Statistics.Median(alone):0.0} ms, {alone.Order().ElementAt((int)(alone.Count * 0.95)):0.0} ms"],
            ["from an approval's decision, which is saved first, to the notification at the merchant, alone: median, p99", $"{Statistics.Median(delays):0.0} ms, {delays.Order().ElementAt((int)(delays.Count * 0.99)):0.0} ms"],
            [$"notifications a second, {sent:#,0} of them due at once", $"{sent / hour:#,0}"],
            [$"`advance` by 30 days, {Open:#,0} open payments: half expire and the merchant is told, half are deposited", $"{month * 1_000:0} ms"],
            ["memory before and after these payments", $"{before:0} MiB, {ours.Memory:0} MiB"],
        ]);
    }

    static async Task<bool> Capture(LoadClient caller, string order, string access) =>
        (await caller.Send(LoadClient.Request("POST", "/payment/RecruitSales.idPass", $"{BenchPrograms.Shop}&OrderID={order}&{access}"))).Body.Contains("SALES", StringComparison.Ordinal);

    // The moment of the wallet's completion notice, before it is on disk.
    static DateTimeOffset ApprovedAt(string transaction) =>
        JsonNode.Parse(transaction)!["timeline"]!.AsArray().First(step => (int?)step!["step"] == 8)!["realAt"]!.GetValue<DateTimeOffset>();

    static async Task<double> Advance(LoadClient caller, string by)
    {
        var began = Stopwatch.GetTimestamp();
        var (status, body) = await caller.Send(LoadClient.Request("POST", "/api/clock/advance", new StringBuilder("{\"by\":\"").Append(by).Append("\"}").ToString(), "application/json"));
        return status == 200 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException(body);
    }
}
