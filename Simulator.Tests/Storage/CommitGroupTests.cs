using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>Write requests that are committed together are independent of each other.</summary>
public sealed class CommitGroupTests
{
    [Fact]
    public async Task A_write_alone_sees_earlier_writes_on_disk_and_later_writes_are_committed_after_it()
    {
        using var store = Store.Open(Store.InMemory);
        var arms = store.LargeNamedTable<Arm>("arms", ArmJson.Default);
        using var enqueued = new ManualResetEventSlim();
        // All wait for the writer thread.
        var blocking = store.Write(_ => enqueued.Wait(TestContext.Current.CancellationToken));
        var earlier = store.Write(work => work.Put(arms, "a1", new Arm("a1", "success", 1, null, null)));
        var alone = store.WriteAlone(work =>
        {
            work.Put(arms, "a2", new Arm("a2", "success", 1, null, null));
            return arms.KeysBetween("a", "b");
        });
        var later = store.Write(_ => arms.KeysBetween("a", "b"));
        enqueued.Set();
        await Task.WhenAll(blocking, earlier);
        Assert.Equal(["a1"], await alone);
        Assert.Equal(["a1", "a2"], await later);
    }

    // In several documents, because LiteDB limits their length.
    [Fact]
    public async Task Long_list_of_one_write_is_read_in_its_order()
    {
        using var store = Store.Open(Store.InMemory);
        var list = store.ListTable<Arm>("list", ArmJson.Default);
        var ids = Enumerable.Range(0, 2_500).Select(number => $"arm-{number:D8}").ToList();
        await store.Write(work => ids.ForEach(id => work.Append(list, 1, new Arm(id, "success", 1, null, null))));
        Assert.Equal(ids, list.Read(1).Select(arm => arm.Id));
    }

    [Fact]
    public async Task A_write_that_throws_is_rolled_back_alone()
    {
        using var store = Store.Open(Store.InMemory);
        var arms = store.NamedTable<Arm>("arms", ArmJson.Default);
        var saved = new List<string>();
        using var enqueued = new ManualResetEventSlim();
        // All three wait for the writer thread, which commits them together.
        var blocking = store.Write(_ => enqueued.Wait(TestContext.Current.CancellationToken));
        var first = Put("first");
        var throwing = Put("throwing");
        var last = Put("last");
        enqueued.Set();
        await blocking;
        await first;
        await last;
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => throwing)).Message);
        Assert.Equal(["first", "last"], saved);
        Assert.Equal(["first", "last"], arms.All().Select(arm => arm.Id).Order());

        Task Put(string name) => store.Write(work =>
        {
            work.Put(arms, name, new Arm(name, "success", 1, null, null));
            work.WhenSaved(() => saved.Add(name));
            if (name == "throwing") throw new InvalidOperationException("no");
        });
    }
}
