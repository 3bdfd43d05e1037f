using System.Globalization;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>
/// Power cuts at any operation of the disk: what was acknowledged is there, and what is there is a beginning of what was written.
/// <c>KANTANSIM_POWER_CUTS=5000</c> plays so many; <c>KANTANSIM_SEED=7</c> chooses others.
/// </summary>
public sealed class PowerCutTests
{
    const int Writes = 60;
    const int Keys = 7;
    const int Owners = 5;
    const int LongLogPages = 40;
    const int MaxOperations = 400;

    [Fact]
    public async Task Power_cut_loses_nothing_acknowledged()
    {
        var (cuts, seed) = (Number("KANTANSIM_POWER_CUTS") ?? 60, Number("KANTANSIM_SEED") ?? 2026);
        var cutShort = 0;
        for (var cut = 0; cut < cuts; cut++)
        {
            try { cutShort += await Cut(new Random(seed + cut)); }
            catch (Exception fault) { throw new InvalidOperationException($"KANTANSIM_SEED={seed + cut}: {fault.Message}", fault); }
        }
        // Else nothing was cut, and the test would show nothing.
        Assert.True(cutShort > cuts / 2);
    }

    // Two cuts: the second while a database is used that the first has left.
    static async Task<int> Cut(Random chance)
    {
        var (data, log, acknowledged, wasCut) = await Write([], [], 0, chance);
        var first = Check(data, log, acknowledged);
        (data, log, acknowledged, _) = await Write(data, log, first, chance);
        Check(data, log, acknowledged);
        return wasCut ? 1 : 0;
    }

    /// <returns>What is on the disks after the cut, and how many writes were acknowledged before it.</returns>
    static async Task<(byte[] Data, byte[] Log, int Acknowledged, bool WasCut)> Write(byte[] data, byte[] log, int before, Random chance)
    {
        (byte[] Data, byte[] Log, int Acknowledged)? left = null;
        var (acknowledged, dice) = (before, new Random(chance.Next()));
        RecordingDevice dataDevice = null!, logDevice = null!;
        var power = new PowerSupply(chance.Next(1, MaxOperations), () =>
        {
            var sure = Volatile.Read(ref acknowledged);
            left = (dataDevice.AfterPowerCut(dice), logDevice.AfterPowerCut(dice), sure);
        });
        (dataDevice, logDevice) = (new("kantansim.data", power, data), new("kantansim.wal", power, log));
        using (var store = Store.On(new DatabaseFiles(dataDevice, logDevice), LongLogPages))
        {
            var (rows, lists) = Shelves(store);
            for (var number = before + 1; number <= before + Writes;)
            {
                var together = Enumerable.Range(number, Math.Min(chance.Next(1, 5), before + Writes - number + 1)).Select(one => Write(store, rows, lists, one)).ToList();
                await Task.WhenAll(together);
                number += together.Count;
                Volatile.Write(ref acknowledged, number - 1);
            }
        }
        return left is { } cut ? (cut.Data, cut.Log, cut.Acknowledged, true) : (dataDevice.AfterPowerCut(dice), logDevice.AfterPowerCut(dice), acknowledged, false);
    }

    static Task Write(Store store, Table<long, TimelineEntry> rows, ListTable<TimelineEntry> lists, int number) => store.Write(writing =>
    {
        writing.Put(rows, number % Keys, Row(number));
        writing.Put(rows, 100 + number, Row(number));
        writing.Append(lists, number % Owners, Row(number));
    });

    /// <returns>How many writes are there.</returns>
    static int Check(byte[] data, byte[] log, int acknowledged)
    {
        var power = new PowerSupply(0, () => { });
        using var store = Store.On(new DatabaseFiles(new RecordingDevice("kantansim.data", power, data), new RecordingDevice("kantansim.wal", power, log)), LongLogPages);
        var (rows, lists) = Shelves(store);
        store.Verify(TestContext.Current.CancellationToken);
        Assert.Null(store.UnhealthyReason);
        var last = Enumerable.Range(0, Keys).Max(key => Value(rows.Find(key)));
        Assert.True(last >= acknowledged, $"{acknowledged} writes were acknowledged, {last} are there");
        for (var key = 0; key < Keys; key++) Assert.Equal(Last(last, key, Keys), Value(rows.Find(key)));
        for (var number = 1; number <= last; number++) Assert.Equal(number, Value(rows.Find(100 + number)));
        Assert.Null(rows.Find(100 + last + 1));
        for (var owner = 0; owner < Owners; owner++)
            Assert.Equal(Enumerable.Range(1, last).Where(number => number % Owners == owner), lists.Read(owner).Select(Value));
        return last;
    }

    static (Table<long, TimelineEntry> Rows, ListTable<TimelineEntry> Lists) Shelves(Store store) =>
        (store.Table<TimelineEntry>("rows", TransactionJson.Default), store.ListTable<TimelineEntry>("lists", TransactionJson.Default));

    static int Last(int until, int rest, int of) => Enumerable.Range(1, until).LastOrDefault(number => number % of == rest);

    static int Value(TimelineEntry? row) => row is null ? 0 : int.Parse(row.What, CultureInfo.InvariantCulture);

    static TimelineEntry Row(int value) => new() { Number = null, From = "a", To = "b", What = $"{value}", At = DateTimeOffset.UnixEpoch };

    static int? Number(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
