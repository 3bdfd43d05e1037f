using System.Globalization;
using CsCheck;
using KantanSim.Storage;
using KantanSim.Tests.Properties;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>
/// Random writes, restarts and kills, compared with a model of dictionaries. The sequences are the same in each run;
/// <c>KANTANSIM_STORES=500</c> runs 500 random ones and shrinks a failing one.
/// </summary>
public sealed class StoreModelTests
{
    const int Runs = 12;

    // Few keys, so that they are often overwritten and deleted, in two ranges, so that an index has several blocks.
    static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[1, 20], Gen.Long[1_020, 1_030]);

    static readonly Gen<Operation> Operations = Gen.Frequency(
        (6, Numbers.Select(Gen.Int[0, 99], (key, value) => new Operation("put", key, value))),
        (2, Numbers.Select(key => new Operation("delete", key))),
        (6, Numbers.Select(Gen.Int[0, 99], (owner, value) => new Operation("append", owner, value))),
        (2, Numbers.Select(owner => new Operation("drop", owner))),
        (3, Numbers.Select(number => new Operation("set key", number))),
        (1, Numbers.Select(number => new Operation("remove key", number))),
        (1, Gen.Const(new Operation("fail"))),
        (1, Gen.Const(new Operation("restart"))),
        (1, Gen.Const(new Operation("kill"))));

    [Fact]
    public Task Acknowledged_writes_are_read_after_a_restart_or_a_kill() => Sample(Run);

    static async Task Sample(Func<Operation[], Task> run)
    {
        if (Environment.GetEnvironmentVariable("KANTANSIM_STORES") is { } runs)
        {
            var count = long.Parse(runs, CultureInfo.InvariantCulture);
            await Operations.Array[1, 60].SampleAsync(
                run, iter: count, threads: 1, print: operations => string.Join("; ", operations.AsEnumerable()));
        }
        else
        {
            foreach (var operations in Operations.Array[40, 60].Samples(Runs)) await run(operations);
        }
    }

    static async Task Run(Operation[] operations)
    {
        await using var subject = new StoreWithModel();
        foreach (var operation in operations) await subject.Do(operation);
        await subject.Compare();
        await subject.Do(new("kill"));
        await subject.Compare();
    }

    sealed record Operation(string Name, long Key = 0, int Value = 0)
    {
        public override string ToString() => $"{Name} {Key} {Value}";
    }

    /// <summary>A store on disk, and dictionaries with the expected content.</summary>
    sealed class StoreWithModel : IAsyncDisposable
    {
        readonly Dictionary<long, TimelineEntry> rows = [];
        readonly Dictionary<long, List<TimelineEntry>> lists = [];
        readonly HashSet<long> knownOwners = [];
        readonly Dictionary<UInt128, long> keys = [];
        readonly List<Task> pending = [];
        string folder = Directory.CreateTempSubdirectory("kantansim-").FullName;
        Store store;
        Table<long, TimelineEntry> table;
        ListTable<TimelineEntry> listTable;
        KeyIndex index;

        public StoreWithModel() => (store, table, listTable, index) = Open(folder);

        public async Task Do(Operation operation)
        {
            var key = operation.Key;
            switch (operation.Name)
            {
                case "put":
                    rows[key] = Row(operation.Value);
                    Write(work => work.Put(table, key, Row(operation.Value)));
                    break;
                case "delete":
                    rows.Remove(key);
                    Write(work => work.Delete(table, key));
                    break;
                case "append":
                    Append(operation);
                    break;
                case "drop":
                    lists.Remove(key);
                    Write(work => work.Drop(listTable, key));
                    break;
                case "set key":
                    keys[IndexKey(key)] = key;
                    Write(work => work.Put(index, IndexKey(key), key));
                    break;
                case "remove key":
                    keys.Remove(IndexKey(key));
                    Write(work => work.Delete(index, IndexKey(key), key));
                    break;
                case "fail":
                    await Assert.ThrowsAsync<InvalidOperationException>(() => store.Write(Fail));
                    break;
                case "restart":
                    await Answers();
                    store.Dispose();
                    (store, table, listTable, index) = Open(folder);
                    break;
                case "kill":
                    await Answers();
                    await Kill();
                    break;
            }
        }

        void Fail(UnitOfWork work)
        {
            work.Put(table, 1, Row(-1));
            throw new InvalidOperationException();
        }

        public async Task Compare()
        {
            await Answers();
            Assert.Null(store.UnhealthyReason);
            foreach (var key in AllNumbers)
            {
                Assert.Equal(rows.GetValueOrDefault(key)?.What, table.Find(key)?.What);
                Assert.Equal(lists.GetValueOrDefault(key)?.Select(item => item.What) ?? [], listTable.Read(key).Select(item => item.What));
                Assert.Equal(keys.TryGetValue(IndexKey(key), out var number) ? number : null, index.Find(IndexKey(key)));
            }
            Assert.Equal(keys.Count, index.Count);
            Assert.Equal(
                rows.OrderByDescending(row => row.Key).Select(row => row.Value.What),
                table.Below(long.MaxValue, 100).Select(row => row.What));
        }

        public ValueTask DisposeAsync()
        {
            store.Dispose();
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        // More than Numbers generates, so that keys without a row are read, too.
        static IEnumerable<long> AllNumbers => Enumerable.Range(0, 40).Concat(Enumerable.Range(1_010, 30)).Select(key => (long)key);

        static (Store, Table<long, TimelineEntry>, ListTable<TimelineEntry>, KeyIndex) Open(string from)
        {
            var store = Store.Open(from);
            return (
                store,
                store.Table<TimelineEntry>("rows", TransactionJson.Default),
                store.ListTable<TimelineEntry>("lists", TransactionJson.Default),
                store.Index("keys"));
        }

        void Append(Operation operation)
        {
            var owner = operation.Key;
            var isFirst = knownOwners.Add(owner);
            if (!lists.TryGetValue(owner, out var items)) lists[owner] = items = [];
            items.Add(Row(operation.Value));
            Write(work => work.Append(listTable, owner, Row(operation.Value), isFirst));
        }

        // Not awaited, so that several writes are committed together.
        void Write(Action<UnitOfWork> change) => pending.Add(store.Write(change));

        async Task Answers()
        {
            await Task.WhenAll(pending);
            pending.Clear();
        }

        // Copies the files while the writer thread is blocked, which is the state that a kill leaves.
        async Task Kill()
        {
            var copy = Directory.CreateTempSubdirectory("kantansim-").FullName;
            await store.Write(_ => CopyFiles(copy));
            store.Dispose();
            Directory.Delete(folder, recursive: true);
            folder = copy;
            (store, table, listTable, index) = Open(folder);
        }

        void CopyFiles(string copy)
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        static UInt128 IndexKey(long number) => ((UInt128)0x1234_5678_9ABC_DEF0 << 64) + (ulong)number;

        static TimelineEntry Row(int value) => new() { From = "a", To = "b", What = $"{value}", At = DateTimeOffset.UnixEpoch };
    }
}
