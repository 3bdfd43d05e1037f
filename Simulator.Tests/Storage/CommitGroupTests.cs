using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>Write requests that are committed together are independent of each other.</summary>
public sealed class CommitGroupTests
{
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
