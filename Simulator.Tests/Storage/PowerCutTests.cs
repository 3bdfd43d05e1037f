using System.Globalization;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>
/// Power cuts at random disk operations. After each one every acknowledged write is there, and what is there is a prefix of all writes.
/// <c>KANTANSIM_POWER_CUTS=5000</c> sets the number of runs; <c>KANTANSIM_SEED=7</c> chooses other ones.
/// </summary>
public sealed class PowerCutTests
{
    const int Writes = 60;
    const int Keys = 7;
    const int Owners = 5;
    const int CheckpointPages = 40;
    const int MaxOperations = 400;

    [Fact]
    public async Task Power_cut_loses_nothing_acknowledged()
    {
        var runs = Number("KANTANSIM_POWER_CUTS") ?? 60;
        var seed = Number("KANTANSIM_SEED") ?? 2026;
        var interrupted = 0;
        for (var run = 0; run < runs; run++)
        {
            try
            {
                if (await CutTwice(new Random(seed + run))) interrupted++;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"KANTANSIM_SEED={seed + run}: {fault.Message}", fault);
            }
        }
        // If the power was rarely cut during the writes, the test would show nothing.
        Assert.True(interrupted > runs / 2);
    }

    // The second cut hits a database that has already survived the first one.
    static async Task<bool> CutTwice(Random random)
    {
        var first = await WriteUntilCut([], [], 0, random);
        var survived = Check(first);
        var second = await WriteUntilCut(first.Data, first.Log, survived, random);
        Check(second);
        return first.WasCut;
    }

    /// <summary>What is on the disks after a power cut, and how many writes were acknowledged before it.</summary>
    sealed record Disks(byte[] Data, byte[] Log, int Acknowledged, bool WasCut);

    static async Task<Disks> WriteUntilCut(byte[] data, byte[] log, int before, Random random)
    {
        Disks? afterCut = null;
        var acknowledged = before;
        var survival = new Random(random.Next());
        RecordingDevice dataDevice = null!;
        RecordingDevice logDevice = null!;
        var power = new PowerSupply(random.Next(1, MaxOperations), () =>
        {
            var certain = Volatile.Read(ref acknowledged);
            afterCut = new(dataDevice.AfterPowerCut(survival), logDevice.AfterPowerCut(survival), certain, WasCut: true);
        });
        dataDevice = new("kantansim.data", power, data);
        logDevice = new("kantansim.wal", power, log);
        using (var store = Store.OpenOn(new DatabaseFiles(dataDevice, logDevice), CheckpointPages))
        {
            var (rows, lists) = OpenCollections(store);
            var last = before + Writes;
            for (var number = before + 1; number <= last;)
            {
                var count = Math.Min(random.Next(1, 5), last - number + 1);
                await Task.WhenAll(Enumerable.Range(number, count).Select(one => Write(store, rows, lists, one)).ToList());
                number += count;
                Volatile.Write(ref acknowledged, number - 1);
            }
        }
        return afterCut ?? new(dataDevice.AfterPowerCut(survival), logDevice.AfterPowerCut(survival), acknowledged, WasCut: false);
    }

    static Task Write(Store store, Table<long, TimelineEntry> rows, ListTable<TimelineEntry> lists, int number) => store.Write(work =>
    {
        work.Put(rows, number % Keys, Row(number));
        work.Put(rows, 100 + number, Row(number));
        work.Append(lists, number % Owners, Row(number));
    });

    /// <returns>The number of writes that are there.</returns>
    static int Check(Disks disks)
    {
        var power = new PowerSupply(0, () => { });
        var data = new RecordingDevice("kantansim.data", power, disks.Data);
        var log = new RecordingDevice("kantansim.wal", power, disks.Log);
        using var store = Store.OpenOn(new DatabaseFiles(data, log), CheckpointPages);
        var (rows, lists) = OpenCollections(store);
        store.Verify(TestContext.Current.CancellationToken);
        Assert.Null(store.UnhealthyReason);
        var last = Enumerable.Range(0, Keys).Max(key => Value(rows.Find(key)));
        Assert.True(last >= disks.Acknowledged, $"{disks.Acknowledged} writes were acknowledged, {last} are there");
        for (var key = 0; key < Keys; key++) Assert.Equal(LastWriteOf(key, last), Value(rows.Find(key)));
        for (var number = 1; number <= last; number++) Assert.Equal(number, Value(rows.Find(100 + number)));
        Assert.Null(rows.Find(100 + last + 1));
        for (var owner = 0; owner < Owners; owner++)
            Assert.Equal(Enumerable.Range(1, last).Where(number => number % Owners == owner), lists.Read(owner).Select(Value));
        return last;
    }

    static (Table<long, TimelineEntry> Rows, ListTable<TimelineEntry> Lists) OpenCollections(Store store) =>
        (store.Table<TimelineEntry>("rows", TransactionJson.Default), store.ListTable<TimelineEntry>("lists", TransactionJson.Default));

    static int LastWriteOf(int key, int last) => Enumerable.Range(1, last).LastOrDefault(number => number % Keys == key);

    static int Value(TimelineEntry? row) => row is null ? 0 : int.Parse(row.What, CultureInfo.InvariantCulture);

    static TimelineEntry Row(int value) => new() { From = "a", To = "b", What = $"{value}", At = DateTimeOffset.UnixEpoch };

    static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
