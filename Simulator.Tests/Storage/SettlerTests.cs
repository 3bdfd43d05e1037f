using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>What may be asked of the database while rows move there.</summary>
public sealed class SettlerTests
{
    [Fact]
    public void A_fact_that_is_made_while_rows_move_is_refused_instead_of_waited_for_without_end()
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

    /// <summary>Moves until it is told to go on.</summary>
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
