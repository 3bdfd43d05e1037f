using System.Diagnostics;
using KantanSim.Advice;
using KantanSim.Startup;
using KantanSim.Traffic;
using KantanSim.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Bench;

/// <summary>Compares the processor time of the advice to that of whole payments: observing their calls, and judging them.</summary>
internal static class AdviceBench
{
    const int Clients = 8;
    const int Rounds = 5;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(5);

    public static async Task Run(Report report, BenchPrograms programs)
    {
        var data = programs.NewPath("advice");
        var payment = await MeasurePayments(programs, data);
        await using var app = await CompositionRoot.Build([$"--KantanSim:Data={data}", "--Logging:LogLevel:Default=Warning"]);
        var observing = await MeasureObserving(app.Services);
        var judging = await MeasureJudging(app.Services);
        var share = (observing + judging) / (payment - observing - judging);
        report.Table("advice", ["what", "processor time a payment", "against the rest of the payment"],
        [
            ["a whole payment with advice", $"{payment * 1_000:0} µs", ""],
            ["storing what was observed of its calls", $"{observing * 1_000:0} µs", ""],
            ["judging it by all rules", $"{judging * 1_000:0} µs", ""],
            ["the advice", $"{(observing + judging) * 1_000:0} µs", $"{share:0.000}"],
        ]);
    }

    /// <returns>The server's processor time a payment, in milliseconds.</returns>
    static async Task<double> MeasurePayments(BenchPrograms programs, string data)
    {
        var payments = new PaymentsBench.Payments();
        using var merchant = Merchant.Open(payments.Notified, () => true);
        using var server = await programs.StartKantanSim(data, [.. merchant.Settings, "--KantanSim:Clock=Manual"]);
        var captured = 0;
        Task Load(TimeSpan time) => LoadClient.Repeat(server.Url, Clients, time, async (client, _) =>
        {
            var isCaptured = (await payments.PayAndCapture(client, merchant.Url)).IsCaptured;
            if (isCaptured) Interlocked.Increment(ref captured);
            return isCaptured;
        });
        await Load(WarmUp);
        var (before, first) = (server.ProcessorTime, captured);
        await Load(Measuring);
        var perPayment = (server.ProcessorTime - before).TotalMilliseconds / (captured - first);
        await server.Stop();
        return perPayment;
    }

    /// <returns>Milliseconds a payment.</returns>
    static async Task<double> MeasureObserving(IServiceProvider services)
    {
        var log = services.GetRequiredService<ExchangeLog>();
        var exchanges = log.All();
        var perPayment = (double)exchanges.Count / exchanges.Select(exchange => exchange.AccessId).Distinct().Count();
        return perPayment / exchanges.Count * await Median(async () =>
        {
            exchanges.ForEach(log.Add);
            await log.Flush();
        });
    }

    /// <returns>Milliseconds a payment.</returns>
    static async Task<double> MeasureJudging(IServiceProvider services)
    {
        var ledger = services.GetRequiredService<Ledger>();
        var advice = services.GetRequiredService<AdviceService>();
        var payments = services.GetRequiredService<LedgerCollections>().Transactions.Below(long.MaxValue, 1_000);
        return await Median(async () =>
        {
            payments.ForEach(ledger.ReportRestored);
            await advice.Refresh();
        }) / payments.Count;
    }

    /// <returns>Processor time of this process, in milliseconds. The first round warms up.</returns>
    static async Task<double> Median(Func<Task> run)
    {
        await run();
        var times = new List<double>();
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < Rounds; round++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            await run();
            process.Refresh();
            times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }
        return Statistics.Median(times);
    }
}
