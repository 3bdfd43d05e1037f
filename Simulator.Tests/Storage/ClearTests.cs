using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

public sealed class ClearTests
{
    /// <summary>More than the number of disk operations of a clearing.</summary>
    const int Operations = 20;

    [Fact]
    public async Task A_write_after_an_interrupted_clearing_is_kept()
    {
        var interrupted = 0;
        for (var operation = 1; operation <= Operations; operation++)
        {
            var power = new PowerSupply(0, () => throw new IOException("full"));
            var data = new RecordingDevice("kantansim.data", power, []);
            var log = new RecordingDevice("kantansim.wal", power, []);
            using (var store = Open(data, log, out var arms))
            {
                await Put(store, arms, "before");
                power.FailAfter(operation);
                if (await Record.ExceptionAsync(() => store.Clear(arms)) is not null) interrupted++;
                power.FailAfter(0);
                await Put(store, arms, "after");
                Assert.Contains("after", Ids(arms));
            }
            using (Open(data, log, out var arms)) Assert.Contains("after", Ids(arms));
        }
        Assert.InRange(interrupted, 2, Operations - 1);
    }

    static Store Open(RecordingDevice data, RecordingDevice log, out Table<string, Arm> arms)
    {
        var store = Store.OpenOn(new DatabaseFiles(data, log), checkpointPages: 1_000);
        arms = store.NamedTable<Arm>("arms", ArmJson.Default);
        return store;
    }

    static Task Put(Store store, Table<string, Arm> arms, string id) =>
        store.Write(work => work.Put(arms, id, new Arm(id, "success", 1, null, null)));

    static IEnumerable<string> Ids(Table<string, Arm> arms) => arms.All().Select(arm => arm.Id);
}
