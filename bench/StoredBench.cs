using System.Diagnostics;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Bench;

/// <summary>Compares start, memory, searches and registrations with many stored payments to those with 1,000.</summary>
internal static class StoredBench
{
    const int Few = 1_000;
    const int Rounds = 5;
    const int Seeders = 96;
    const int Clients = 32;
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    static readonly string Order = $"S-{Few / 2}";
    static readonly string OrderForm = $"{BenchPrograms.Shop}&OrderID={Order}&PayType=24";

    static readonly (string Name, string Method, string Path, string? Body)[] Searches =
    [
        ("SearchTradeMulti of an order", "POST", "/payment/SearchTradeMulti.idPass", OrderForm),
        ("the newest 50 by `/api/transactions`", "GET", "/api/transactions?limit=50", null),
        ("an order by `/api/transactions`", "GET", $"/api/transactions?orderId={Order}", null),
        ("the dashboard's first page", "GET", "/", null),
    ];

    public static async Task Run(Report report, BenchPrograms programs, int many)
    {
        var fewData = await Seed(programs.NewPath("few"), Few);
        var manyData = await Seed(programs.NewPath("many"), many);
        var fewResults = new Dictionary<string, List<double>>();
        var manyResults = new Dictionary<string, List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            await Measure(programs, fewData, fewResults, round);
            await Measure(programs, manyData, manyResults, round);
        }
        report.Table(
            "stored",
            ["what", $"{Few:#,0} stored", $"{many:#,0} stored", "ratio of times"],
            fewResults.Keys.Select(what => Row(what, Statistics.Median(fewResults[what]), Statistics.Median(manyResults[what]))));
    }

    static string[] Row(string what, double few, double many) =>
        what.EndsWith("MiB", StringComparison.Ordinal)
            ? [what, $"{few:0}", $"{many:0}", $"{many / few:0.00}"]
            : [what, $"{few:0.00} ms", $"{many:0.00} ms", $"{many / few:0.00}"];

    // Written directly to the store, which is faster than payments by HTTP.
    static async Task<string> Seed(string folder, int count)
    {
        var began = Stopwatch.GetTimestamp();
        using var store = Store.Open(folder);
        var identifiers = IdentifierGenerator.For(store, null);
        var ledger = new Ledger(store, new(store), identifiers, new JobSchedule(store), new ChangeFeed());
        var orders = 0;

        async Task RegisterOrders()
        {
            for (var order = Interlocked.Increment(ref orders); order <= count; order = Interlocked.Increment(ref orders))
            {
                var orderId = $"S-{order}";
                await ledger.Register(
                    "tshop00000001",
                    orderId,
                    _ => false,
                    (number, _, _) => StorageBench.Registered(StorageBench.Sample(identifiers, number, orderId)));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Seeders).Select(_ => Task.Run(RegisterOrders)));
        Console.WriteLine($"{count:#,0} payments stored in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        return folder;
    }

    static async Task Measure(BenchPrograms programs, string data, Dictionary<string, List<double>> results, int round)
    {
        // A high limit, so that no payment is purged during the measurement.
        using var server = await programs.StartKantanSim(data, "--KantanSim:KeepPayments=100000000");
        Add("start to ready", server.StartupMilliseconds);
        var began = Stopwatch.GetTimestamp();
        await CheckResponse(server.Url, "GET", "/", null);
        Add("the dashboard's first page, once after the start", Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        foreach (var (name, method, path, body) in Searches)
        {
            await CheckResponse(server.Url, method, path, body);
            var load = await LoadClient.Repeat(server.Url, 1, Measuring / 2, (client, _) => Send(client, method, path, body));
            Add(name, Statistics.Median(load.Milliseconds));
        }
        var perSecond = await MeasureRegistrations(server.Url, round);
        Add("a registration at 32 callers (32 / registrations a second)", Clients * 1_000 / perSecond);
        Add("memory after all that, MiB", server.Memory);

        void Add(string what, double value)
        {
            if (!results.TryGetValue(what, out var values)) results[what] = values = [];
            values.Add(value);
        }
    }

    static async Task<double> MeasureRegistrations(Uri server, int round)
    {
        var orders = 0;
        Task<bool> Register(LoadClient client, int _)
        {
            var form = $"{BenchPrograms.Shop}&OrderID=N{round}-{Interlocked.Increment(ref orders)}&JobCd=AUTH&Amount=1000";
            return Send(client, "POST", BenchPrograms.Entry, form);
        }
        await LoadClient.Repeat(server, Clients, Measuring / 2, Register);
        return (await LoadClient.Repeat(server, Clients, Measuring, Register)).PerSecond;
    }

    static async Task CheckResponse(Uri server, string method, string path, string? body)
    {
        using var client = new LoadClient(server);
        var (status, response) = await client.Send(LoadClient.Request(method, path, body));
        if (!IsSuccess(status, response)) throw new InvalidOperationException($"{path} returned {status} {response}");
    }

    static async Task<bool> Send(LoadClient client, string method, string path, string? body)
    {
        var (status, response) = await client.Send(LoadClient.Request(method, path, body));
        return IsSuccess(status, response);
    }

    static bool IsSuccess(int status, string response) => status == 200 && !response.Contains("ErrInfo", StringComparison.Ordinal);
}
