using System.Diagnostics;
using KantanSim.Storage;
using KantanSim.Transactions;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Bench;

/// <summary>Compares the rate of durable writes of LiteDB, of the store, and of registrations.</summary>
internal static class StorageBench
{
    const int Rounds = 5;
    // LiteDB allows 100 concurrent transactions.
    static readonly int[] Callers = [1, 32, 96];
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    public static async Task Run(Report report, BenchPrograms programs)
    {
        var rows = new List<string[]>();
        foreach (var callers in Callers)
            rows.Add(await Compare(Directory.CreateDirectory(programs.NewPath("storage")).FullName, callers));
        string[] columns =
        [
            "callers", "LiteDB, one commit each", "one row, group commit", "ratio",
            "registration (row, index, 3 lines of timeline)", "ratio",
        ];
        report.Table("storage", columns, rows);
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
        Task WriteToLiteDb()
        {
            var transaction = Sample(ids, Interlocked.Increment(ref number));
            var json = JsonSerializer.SerializeToUtf8Bytes(transaction, TransactionJson.Default.Transaction);
            rows.Upsert(new BsonDocument { ["_id"] = transaction.Number, ["v"] = json });
            return Task.CompletedTask;
        }
        Task WriteToStore()
        {
            var transaction = Sample(ids, Interlocked.Increment(ref number));
            return rowStore.Write(unitOfWork => unitOfWork.Put(table, transaction.Number, transaction));
        }
        Task Register()
        {
            var order = $"O-{Interlocked.Increment(ref number)}";
            return ledger.Register("tshop00000001", order, _ => false, (key, _, _) => Registered(Sample(ids, key, order)));
        }

        var liteDb = new List<double>();
        var groupCommit = new List<double>();
        var registrations = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // LiteDB blocks: each caller gets a thread of its own.
            liteDb.Add(await Measure(WriteToLiteDb, callers, TaskCreationOptions.LongRunning));
            groupCommit.Add(await Measure(WriteToStore, callers, TaskCreationOptions.None));
            registrations.Add(await Measure(Register, callers, TaskCreationOptions.None));
        }
        return Row(callers, Statistics.Median(liteDb), Statistics.Median(groupCommit), Statistics.Median(registrations));
    }

    static string[] Row(int callers, double liteDb, double groupCommit, double registrations) =>
    [
        $"{callers}",
        $"{liteDb:#,0}/s",
        $"{groupCommit:#,0}/s",
        $"{groupCommit / liteDb:0.0}",
        $"{registrations:#,0}/s",
        $"{registrations / liteDb:0.0}",
    ];

    /// <returns>Writes per second.</returns>
    static async Task<double> Measure(Func<Task> write, int callers, TaskCreationOptions options)
    {
        await Repeat(write, callers, options, WarmUp);
        var began = Stopwatch.GetTimestamp();
        var count = await Repeat(write, callers, options, Measuring);
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <returns>The number of writes.</returns>
    static async Task<long> Repeat(Func<Task> write, int callers, TaskCreationOptions options, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        async Task<long> RepeatUntil()
        {
            var count = 0L;
            for (; Stopwatch.GetTimestamp() < until; count++) await write();
            return count;
        }

        var tasks = Enumerable.Range(0, callers)
            .Select(_ => Task.Factory.StartNew(RepeatUntil, CancellationToken.None, options, TaskScheduler.Default).Unwrap());
        return (await Task.WhenAll(tasks)).Sum();
    }

    internal static Decision Registered(Transaction transaction) =>
        new Decision { Transaction = transaction }.With(Entry(1), Entry(2), Entry(null));

    static TimelineEntry Entry(int? number) => new()
    {
        Number = number,
        From = Party.Merchant,
        To = Party.Gateway,
        What = "EntryTranRecruit",
        At = DateTimeOffset.UnixEpoch,
        Request = new Dictionary<string, string>
        {
            ["ShopID"] = "tshop00000001",
            ["OrderID"] = "O-1",
            ["JobCd"] = "AUTH",
            ["Amount"] = "1000",
        },
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
