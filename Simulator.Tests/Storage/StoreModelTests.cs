using System.Globalization;
using CsCheck;
using KantanSim.Storage;
using KantanSim.Tests.Properties;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>
/// Random writes, restarts and kills, compared with dictionaries. The same in each run;
/// <c>KANTANSIM_STORES=500</c> tries so many others and shrinks a failing one.
/// </summary>
public sealed class StoreModelTests
{
    const int Runs = 12;

    // Few keys, in several documents: faults are likely where a key is overwritten or deleted.
    static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[1, 20], Gen.Long[1_020, 1_030]);

    static readonly Gen<Act> Acts = Gen.Frequency(
        (6, Numbers.Select(Gen.Int[0, 99], (key, value) => new Act("put", key, value))),
        (2, Numbers.Select(key => new Act("delete", key))),
        (6, Numbers.Select(Gen.Int[0, 99], (owner, value) => new Act("append", owner, value))),
        (2, Numbers.Select(owner => new Act("drop", owner))),
        (3, Numbers.Select(number => new Act("mark", number))),
        (1, Numbers.Select(number => new Act("unmark", number))),
        (1, Gen.Const(new Act("fail"))),
        (1, Gen.Const(new Act("close"))),
        (1, Gen.Const(new Act("cut off"))));

    [Fact]
    public Task Acknowledged_writes_are_read_after_closing_and_cutting_off() => Sample(Run);

    static async Task Sample(Func<Act[], Task> run)
    {
        if (Environment.GetEnvironmentVariable("KANTANSIM_STORES") is { } runs)
            await Acts.Array[1, 60].SampleAsync(run, iter: long.Parse(runs, CultureInfo.InvariantCulture), threads: 1, print: acts => string.Join("; ", acts.AsEnumerable()));
        else
            foreach (var acts in Acts.Array[40, 60].Samples(Runs)) await run(acts);
    }

    static async Task Run(Act[] acts)
    {
        await using var subject = new Subject();
        foreach (var act in acts) await subject.Does(act);
        await subject.Agrees();
        await subject.Does(new("cut off"));
        await subject.Agrees();
    }

    sealed record Act(string Does, long Key = 0, int Value = 0)
    {
        public override string ToString() => $"{Does} {Key} {Value}";
    }

    sealed class Subject : IAsyncDisposable
    {
        readonly Dictionary<long, TimelineEntry> rows = [];
        readonly Dictionary<long, List<TimelineEntry>> lists = [];
        readonly HashSet<long> everListed = [];
        readonly Dictionary<UInt128, long> marks = [];
        readonly List<Task> answers = [];
        string folder = Directory.CreateTempSubdirectory("kantansim-").FullName;
        Store store;
        Table<long, TimelineEntry> table;
        ListTable<TimelineEntry> log;
        KeyIndex index;

        public Subject() => (store, table, log, index) = Open(folder);

        public async Task Does(Act act)
        {
            switch (act.Does)
            {
                case "put": rows[act.Key] = Row(act.Value); Writes(writing => writing.Put(table, act.Key, Row(act.Value))); break;
                case "delete": rows.Remove(act.Key); Writes(writing => writing.Delete(table, act.Key)); break;
                case "append": Append(act); break;
                case "drop": lists.Remove(act.Key); Writes(writing => writing.Drop(log, act.Key)); break;
                case "mark": marks[Key(act.Key)] = act.Key; Writes(writing => writing.Put(index, Key(act.Key), act.Key)); break;
                case "unmark": marks.Remove(Key(act.Key)); Writes(writing => writing.Delete(index, Key(act.Key), act.Key)); break;
                case "fail": await Assert.ThrowsAsync<InvalidOperationException>(() => store.Write(writing => { writing.Put(table, 1, Row(-1)); throw new InvalidOperationException(); })); break;
                case "close": await Answered(); store.Dispose(); (store, table, log, index) = Open(folder); break;
                case "cut off": await Answered(); await CutsOff(); break;
            }
        }

        public async Task Agrees()
        {
            await Answered();
            Assert.Null(store.UnhealthyReason);
            foreach (var key in Everything)
            {
                Assert.Equal(rows.GetValueOrDefault(key)?.What, table.Find(key)?.What);
                Assert.Equal(lists.GetValueOrDefault(key)?.Select(step => step.What) ?? [], log.Read(key).Select(step => step.What));
                Assert.Equal(marks.TryGetValue(Key(key), out var number) ? number : null, index.Find(Key(key)));
            }
            Assert.Equal(marks.Count, index.Count);
            Assert.Equal(rows.OrderByDescending(row => row.Key).Select(row => row.Value.What), table.Below(long.MaxValue, 100).Select(row => row.What));
        }

        public ValueTask DisposeAsync()
        {
            store.Dispose();
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        static IEnumerable<long> Everything => [.. Enumerable.Range(0, 40).Select(key => (long)key), .. Enumerable.Range(1_010, 30).Select(key => (long)key)];

        static (Store, Table<long, TimelineEntry>, ListTable<TimelineEntry>, KeyIndex) Open(string from)
        {
            var store = Store.Open(from);
            return (store, store.Table<TimelineEntry>("rows", TransactionJson.Default), store.ListTable<TimelineEntry>("lists", TransactionJson.Default), store.Index("marks"));
        }

        void Append(Act act)
        {
            var isFirst = !everListed.Contains(act.Key);
            everListed.Add(act.Key);
            List(act.Key).Add(Row(act.Value));
            Writes(writing => writing.Append(log, act.Key, Row(act.Value), isFirst));
        }

        // Not awaited, so that concurrent writes form a batch.
        void Writes(Action<UnitOfWork> work) => answers.Add(store.Write(work));

        async Task Answered()
        {
            await Task.WhenAll(answers);
            answers.Clear();
        }

        // Copies the files while the writer is blocked, as another process would find them after a kill.
        async Task CutsOff()
        {
            var copy = Directory.CreateTempSubdirectory("kantansim-").FullName;
            await store.Write(_ => Copy(copy));
            store.Dispose();
            Directory.Delete(folder, recursive: true);
            (store, table, log, index) = Open(folder = copy);
        }

        void Copy(string copy)
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        List<TimelineEntry> List(long owner) => lists.TryGetValue(owner, out var list) ? list : lists[owner] = [];

        static UInt128 Key(long number) => ((UInt128)0x1234_5678_9ABC_DEF0 << 64) + (ulong)number;

        static TimelineEntry Row(int value) => new() { Number = null, From = "a", To = "b", What = $"{value}", At = DateTimeOffset.UnixEpoch };
    }
}
