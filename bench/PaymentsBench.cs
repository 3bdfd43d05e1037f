using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace KantanSim.Bench;

/// <summary>Measures whole payments without a browser, notifications, and an advance of the clock by 30 days.</summary>
internal static class PaymentsBench
{
    const int Clients = 32;
    const int Rounds = 5;
    const int SinglePayments = 300;
    const int OpenPayments = 1_000;
    const int PendingNotifications = 2_000;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(4);

    public static async Task Run(Report report, BenchPrograms programs)
    {
        var accepts = true;
        var notifications = 0L;
        var payments = new Payments();
        using var merchant = Merchant.Open(body =>
        {
            Interlocked.Increment(ref notifications);
            payments.Notified(body);
        }, () => accepts);
        using var server = await programs.StartKantanSim(null, [.. merchant.Settings, "--KantanSim:Clock=Manual"]);

        Task<LoadResult> Load(TimeSpan time) => LoadClient.Repeat(
            server.Url,
            Clients,
            time,
            async (client, _) => (await payments.PayAndCapture(client, merchant.Url)).IsCaptured);
        await Load(WarmUp);
        var memoryBefore = server.Memory;
        var rounds = new List<LoadResult>();
        for (var round = 0; round < Rounds; round++) rounds.Add(await Load(Measuring));

        using var client = new LoadClient(server.Url);
        var (durations, delays) = await MeasureSingle(client, payments, merchant);
        var month = await MeasureMonth(client, payments, merchant);

        accepts = false;
        for (var payment = 0; payment < PendingNotifications; payment++) await BenchPrograms.Pay(client, payments.NewOrder(), merchant.Url);
        await Advance(client, "PT1M");
        accepts = true;
        var sentBefore = Interlocked.Read(ref notifications);
        var hour = await Advance(client, "PT1H");
        var sent = Interlocked.Read(ref notifications) - sentBefore;

        var refused = rounds.Sum(round => round.Failures);
        var perSecond = Statistics.Median([.. rounds.Select(round => round.PerSecond)]);
        report.Table("payments", ["what", "measured"],
        [
            ["whole payments a second, 32 callers: register, request, approve, notification answered, capture",
                $"{perSecond:#,0}{(refused > 0 ? $" ({refused} refused)" : "")}"],
            ["one whole payment, alone: median, p95",
                $"{Statistics.Median(durations):0.0} ms, {Statistics.Percentile(durations, 0.95):0.0} ms"],
            ["from an approval's decision, which is saved first, to the notification at the merchant, alone: median, p99",
                $"{Statistics.Median(delays):0.0} ms, {Statistics.Percentile(delays, 0.99):0.0} ms"],
            [$"notifications a second, {sent:#,0} of them due at once",
                $"{sent / hour:#,0}"],
            [$"`advance` by 30 days, {OpenPayments:#,0} open payments: half expire and the merchant is told, half are deposited",
                $"{month * 1_000:0} ms"],
            ["memory before and after these payments",
                $"{memoryBefore:0} MiB, {server.Memory:0} MiB"],
        ]);
    }

    /// <summary>Pays and captures by a single client.</summary>
    /// <returns>In milliseconds: the durations of the payments, and the delays from the approval to the notification.</returns>
    static async Task<(List<double> Durations, List<double> Delays)> MeasureSingle(LoadClient client, Payments payments, Merchant merchant)
    {
        var durations = new List<double>();
        var delays = new List<double>();
        for (var payment = 0; payment < SinglePayments; payment++)
        {
            var began = Stopwatch.GetTimestamp();
            var (isCaptured, accessId, notifiedAt) = await payments.PayAndCapture(client, merchant.Url);
            durations.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (!isCaptured) throw new InvalidOperationException("A payment was refused.");
            var (_, transaction) = await client.Send(LoadClient.Request("GET", $"/api/transactions/{accessId}"));
            delays.Add((notifiedAt - ApprovedAt(transaction)).TotalMilliseconds);
        }
        return (durations, delays);
    }

    /// <summary>Advances by 30 days with payments that expire and captured ones that are deposited.</summary>
    /// <returns>The duration in seconds.</returns>
    static async Task<double> MeasureMonth(LoadClient client, Payments payments, Merchant merchant)
    {
        // Deposits the payments captured before, which are not to be measured.
        await Advance(client, "P60D");
        var (_, pending) = await client.Send(LoadClient.Request("GET", "/api/notifications?state=pending"));
        if (pending.Contains("accessId", StringComparison.Ordinal))
            throw new InvalidOperationException("A notification was not acknowledged.");
        for (var open = 0; open < OpenPayments; open += 2)
        {
            await BenchPrograms.RequestPayment(client, payments.NewOrder(), merchant.Url);
            var order = payments.NewOrder();
            var access = await BenchPrograms.Pay(client, order, merchant.Url);
            if (access is null) throw new InvalidOperationException("A payment was refused.");
            await Payments.Capture(client, order, access);
        }
        return await Advance(client, "P30D");
    }

    // The wallet's completion notice, before it is durable.
    static DateTimeOffset ApprovedAt(string transaction)
    {
        var timeline = JsonNode.Parse(transaction)!["timeline"]!.AsArray();
        return timeline.First(entry => (int?)entry!["step"] == 8)!["realAt"]!.GetValue<DateTimeOffset>();
    }

    /// <returns>The duration in seconds.</returns>
    static async Task<double> Advance(LoadClient client, string by)
    {
        var body = $$"""{"by":"{{by}}"}""";
        var began = Stopwatch.GetTimestamp();
        var (status, response) = await client.Send(LoadClient.Request("POST", "/api/clock/advance", body, "application/json"));
        return status == 200 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException(response);
    }

    /// <summary>Whole payments that wait for the notification of the approval.</summary>
    internal sealed class Payments
    {
        readonly ConcurrentDictionary<string, TaskCompletionSource<DateTimeOffset>> approvals = new();
        int orders;

        public string NewOrder() => $"P-{Interlocked.Increment(ref orders)}";

        /// <summary>Has to be called with the body of each notification.</summary>
        public void Notified(string body)
        {
            if (body.Contains("Status=AUTH&", StringComparison.Ordinal))
                Approval(BenchPrograms.AccessIdOf(body)).TrySetResult(DateTimeOffset.UtcNow);
        }

        /// <summary>Pays and, as a shop does, captures after the notification of the approval was acknowledged.</summary>
        public async Task<(bool IsCaptured, string AccessId, DateTimeOffset NotifiedAt)> PayAndCapture(LoadClient client, string merchant)
        {
            var order = NewOrder();
            if (await BenchPrograms.Pay(client, order, merchant) is not { } access) return default;
            var accessId = BenchPrograms.AccessIdOf(access);
            var notifiedAt = await Approval(accessId).Task;
            approvals.TryRemove(accessId, out _);
            return (await Capture(client, order, access), accessId, notifiedAt);
        }

        public static async Task<bool> Capture(LoadClient client, string order, string access)
        {
            var form = $"{BenchPrograms.Shop}&OrderID={order}&{access}";
            var (_, body) = await client.Send(LoadClient.Request("POST", "/payment/RecruitSales.idPass", form));
            return body.Contains("SALES", StringComparison.Ordinal);
        }

        TaskCompletionSource<DateTimeOffset> Approval(string accessId) => approvals.GetOrAdd(accessId, _ => new());
    }
}
