using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>Access to the database during a settlement.</summary>
public sealed class SettlerTests
{
    [Fact]
    public void A_fact_created_during_a_settlement_is_refused_instead_of_waiting_forever()
    {
        using var settler = new Settler(null, new(), new());
        using var shelf = new SlowShelf(settler.Database);
        settler.Begin([shelf], lastBatch: 1);
        var refused = Assert.Throws<InvalidOperationException>(() => settler.Fact("late", () => [1]));
        Assert.Contains("late", refused.Message, StringComparison.Ordinal);
        shelf.GoOn();
        settler.Look(waits: true);
        Assert.Equal([1], settler.Fact("late", () => [1]));
    }

    /// <summary>Its settlement lasts until GoOn.</summary>
    sealed class SlowShelf(Database database) : Shelf("slow", database), IDisposable
    {
        readonly ManualResetEventSlim told = new();

        internal override int Gathered => 1;

        public void GoOn() => told.Set();
        public void Dispose() => told.Dispose();

        internal override void Stage(JournalEntry entry, object? value) { }
        internal override void Publish() { }
        internal override void Discard() { }
        internal override void Turn(long settlement) { }
        internal override void Settle() => told.Wait(TestContext.Current.CancellationToken);
        internal override void Moved() { }
        internal override void Cleared() { }
    }
}
