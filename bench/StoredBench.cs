using System.Diagnostics;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Bench;

/// <summary>What costs more when a thousand times as many payments are stored: start, memory, searching, registering.</summary>
internal static class StoredBench
{
    const int Few = 1_000;
    const int Rounds = 5;
    const int Seeders = 96;
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    static readonly (string Name, string Method, string Path, string? Body)[] Searches =
    [
        ("SearchTradeMulti of an order", "POST", "/payment/SearchTradeMulti.idPass", $"{BenchPrograms.Shop}&OrderID=S-{Few / 2}&PayType=24"),
        ("the newest 50 by `/api/transactions`", "GET", "/api/transactions?limit=50", null),
        ("an order by `/api/transactions`", "GET", $"/api/transactions?orderId=S-{Few / 2}", null),
        ("the dashboard's first page", "GET", "/", null),
    ];

    public static async Task Run(Report report, BenchPrograms simulators, int many)
    {
        var (few, most) = (await Seed(simulators.Fresh("few"), Few), await Seed(simulators.Fresh("many"), many));
        var (small, large) = (new Dictionary<string, List<double>>(), new Dictionary<string, List<double>>());
        for (var round = 0; round < Rounds; round++)
        {
            await Measure(simulators, few, small, round);
            await Measure(simulators, most, large, round);
        }
        report.Table("stored", ["what", $"{Few:#,0} stored", $"{many:#,0} stored", "ratio of times"], small.Keys.Select(what => Row(what, Statistics.Median(small[what]), Statistics.Median(large[what]))));
    }

    static string[] Row(string what, double few, double many) => what.EndsWith("MiB", StringComparison.Ordinal)
        ? [what, $"{few:0}", $"{many:0}", $"{many / few:0.00}"] : [what, $"{few:0.00} ms", $"{many:0.00} ms", $"{many / few:0.00}"];

    // By the store itself: what is measured later is the program, not how its past came to be.
    static async Task<string> Seed(string folder, int count)
    {
        var began = Stopwatch.GetTimestamp();
        using var store = Store.Open(folder);
        var ids = IdentifierGenerator.For(store, null);
        var ledger = new Ledger(store, new(store), ids, new JobSchedule(store), new ChangeFeed());
        var number = 0;
        await Task.WhenAll(Enumerable.Range(0, Seeders).Select(_ => Task.Run(async () =>
        {
            for (int order; (order = Interlocked.Increment(ref number)) <= count;)
                await ledger.Register("tshop00000001", $"S-{order}", _ => false, (key, _, _) => StorageBench.Registered(StorageBench.Sample(ids, key, $"S-{order}")));
        })));
        Console.WriteLine($"{count:#,0} payments stored in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        return folder;
    }

    static async Task Measure(BenchPrograms simulators, string data, Dictionary<string, List<double>> into, int round)
    {
        using var running = await simulators.StartKantanSim(data, "--KantanSim:KeepPayments=100000000"); // none may go while it is searched for
        Add("start to ready", running.StartupMilliseconds);
        foreach (var (name, method, path, body) in Searches)
        {
            await Once(method, path, body);
            Add(name, Statistics.Median((await LoadClient.Repeat(running.Url, 1, Measuring / 2, (caller, _) => Answered(caller, method, path, body))).Milliseconds));
        }
        var number = 0;
        Task<bool> Register(LoadClient caller, int _) => Answered(caller, "POST", BenchPrograms.Entry, $"{BenchPrograms.Shop}&OrderID=N{round}-{Interlocked.Increment(ref number)}&JobCd=AUTH&Amount=1000");
        await LoadClient.Repeat(running.Url, 32, Measuring / 2, Register);
        Add("a registration at 32 callers (32 / registrations a second)", 32_000 / (await LoadClient.Repeat(running.Url, 32, Measuring, Register)).PerSecond);
        Add("memory after all that, MiB", running.Memory);

        void Add(string what, double value)
        {
            if (!into.TryGetValue(what, out var values)) into[what] = values = [];
            values.Add(value);
        }

        async Task Once(string method, string path, string? body)
        {
            using var caller = new LoadClient(running.Url);
            var (status, answer) = await caller.Send(LoadClient.Request(method, path, body));
            if (status != 200 || answer.Contains("ErrInfo", StringComparison.Ordinal)) throw new InvalidOperationException($"{path} was answered {status} {answer}");
        }
    }

    static async Task<bool> Answered(LoadClient caller, string method, string path, string? body) =>
        await caller.Send(LoadClient.Request(method, path, body)) is (200, var answer) && !answer.Contains("ErrInfo", StringComparison.Ordinal);
}
