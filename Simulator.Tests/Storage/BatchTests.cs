using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>Writes that are committed in one batch are independent of each other.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task A_write_that_throws_is_rolled_back_without_its_neighbours()
    {
        using var store = Store.Open(Store.InMemory);
        var arms = store.NamedTable<Arm>("arms", ArmJson.Default);
        var told = new List<string>();
        using var asked = new ManualResetEventSlim();
        // All three wait for the writer, which commits them in one batch.
        var held = store.Write(_ => asked.Wait(TestContext.Current.CancellationToken));
        var (first, thrown, last) = (Puts("first"), Puts("thrown"), Puts("last"));
        asked.Set();
        await held;
        await first;
        await last;
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => thrown)).Message);
        Assert.Equal(["first", "last"], told);
        Assert.Equal(["first", "last"], arms.All().Select(arm => arm.Id).Order());

        Task Puts(string name) => store.Write(writing =>
        {
            writing.Put(arms, name, new Arm(name, "success", 1, null, null));
            writing.WhenSaved(() => told.Add(name));
            if (name == "thrown") throw new InvalidOperationException("no");
        });
    }
}
