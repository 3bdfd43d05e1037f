using System.Diagnostics;
using KantanSim.Storage;
using KantanSim.Transactions;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Bench;

/// <summary>Changes a second that are on disk before their caller is answered.</summary>
internal static class StorageBench
{
    const int Rounds = 5;
    // LiteDB allows 100 at once.
    static readonly int[] Callers = [1, 32, 96];
    static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    public static async Task Run(Report report, BenchPrograms simulators)
    {
        var rows = new List<string[]>();
        foreach (var callers in Callers) rows.Add(await Compare(Directory.CreateDirectory(simulators.Fresh("storage")).FullName, callers));
        report.Table("storage", ["callers", "LiteDB, one commit each", "one row, group commit", "ratio", "registration (row, index, 3 lines of timeline)", "ratio"], rows);
    }

    static async Task<string[]> Compare(string folder, int callers)
    {
        using var plain = new LiteDatabase(Path.Combine(folder, $"plain-{callers}.db"));
        var rows = plain.GetCollection("transactions");
        using var rowStore = Store.Open(Path.Combine(folder, $"rows-{callers}"));
        var table = rowStore.Table<Transaction>("transactions", TransactionJson.Default);
        using var ledgerStore = Store.Open(Path.Combine(folder, $"ledger-{callers}"));
        var ids = IdentifierGenerator.For(ledgerStore, seed: 1);
        var ledger = new Ledger(ledgerStore, new(ledgerStore), ids, new JobSchedule(ledgerStore), new ChangeFeed());

        long number = 0;
        // Blocking, as LiteDB is: each caller has a thread of its own.
        Func<Task> plainly = () =>
        {
            var it = Sample(ids, Interlocked.Increment(ref number));
            rows.Upsert(new BsonDocument { ["_id"] = it.Number, ["v"] = JsonSerializer.SerializeToUtf8Bytes(it, TransactionJson.Default.Transaction) });
            return Task.CompletedTask;
        };
        Func<Task> rowByRow = () =>
        {
            var it = Sample(ids, Interlocked.Increment(ref number));
            return rowStore.Write(writing => writing.Put(table, it.Number, it));
        };
        Func<Task> registering = () =>
        {
            var order = Interlocked.Increment(ref number);
            return ledger.Register("tshop00000001", $"O-{order}", _ => false, (key, _, _) => Registered(Sample(ids, key, $"O-{order}")));
        };

        var (one, two, three) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await Measure(plainly, callers, TaskCreationOptions.LongRunning));
            two.Add(await Measure(rowByRow, callers, TaskCreationOptions.None));
            three.Add(await Measure(registering, callers, TaskCreationOptions.None));
        }
        var limit = Statistics.Median(one);
        return [$"{callers}", $"{limit:#,0}/s", $"{Statistics.Median(two):#,0}/s", $"{Statistics.Median(two) / limit:0.0}", $"{Statistics.Median(three):#,0}/s", $"{Statistics.Median(three) / limit:0.0}"];
    }

    static async Task<double> Measure(Func<Task> change, int callers, TaskCreationOptions how)
    {
        await Repeat(change, callers, how, Warming);
        var began = Stopwatch.GetTimestamp();
        var done = await Repeat(change, callers, how, Measuring);
        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    static async Task<long> Repeat(Func<Task> change, int callers, TaskCreationOptions how, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        return (await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                var done = 0L;
                for (; Stopwatch.GetTimestamp() < until; done++) await change();
                return done;
            }, CancellationToken.None, how, TaskScheduler.Default).Unwrap()))).Sum();
    }

    internal static Decision Registered(Transaction it) => new Decision { Transaction = it }.With(Line(1), Line(2), Line(null));

    static TimelineEntry Line(int? number) => new()
    {
        Number = number,
        From = Party.Merchant,
        To = Party.Gateway,
        What = "EntryTranRecruit",
        At = DateTimeOffset.UnixEpoch,
        Request = new Dictionary<string, string> { ["ShopID"] = "tshop00000001", ["OrderID"] = "O-1", ["JobCd"] = "AUTH", ["Amount"] = "1000" },
    };

    internal static Transaction Sample(IdentifierGenerator ids, long number, string order = "O-1")
    {
        var accessId = IdentifierGenerator.AccessId(ids.AccessNumber("tshop00000001", order, 1));
        return new()
        {
            Number = number,
            AccessId = accessId,
            AccessPass = ids.AccessPass(accessId),
            ShopId = "tshop00000001",
            OrderId = order,
            Method = "Recruit",
            Status = new("UNPROCESSED"),
            CreatedAt = DateTimeOffset.UnixEpoch,
            ChangedAt = DateTimeOffset.UnixEpoch,
            JobCd = "AUTH",
            Amount = 1_000,
            Tax = 100,
            Scenario = new("success", "default"),
        };
    }
}
