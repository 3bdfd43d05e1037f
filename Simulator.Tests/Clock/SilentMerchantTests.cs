using KantanSim.Clock;
using KantanSim.Storage;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Clock;

/// <summary>Merchants who do not answer hold up nobody else's notifications, however many of theirs are due before.</summary>
public sealed class SilentMerchantTests
{
    const int Many = 1_000;

    [Fact]
    public async Task Whoever_answers_is_notified_at_once_whoever_is_silent()
    {
        using var store = Store.Open(Store.InMemory);
        var (agenda, clock) = (new Agenda(store), new SimulatedClock(store, DateTimeOffset.UnixEpoch));
        var (silence, told) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        var worker = new AgendaWorker(agenda, clock, new Deadlines(clock), new Dictionary<Due, DueHandler>
        {
            [Due.Notification] = async (row, stop) =>
            {
                if (row.ShopId.StartsWith("silent", StringComparison.Ordinal)) await silence.Task;
                await store.Write(writing => agenda.Done(writing, row.Id));
                told.TrySetResult(row.ShopId);
            },
        }, store, NullLogger<AgendaWorker>.Instance);
        await store.Write(writing =>
        {
            for (var number = 1; number <= Many; number++) agenda.Put(writing, Line(number, $"silent{number % 3}"));
            agenda.Put(writing, Line(Many + 1, "answers"));
        });
        await worker.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("answers", await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(Many, agenda.Count);
        // None is forgotten over it: they are told when their turn comes.
        silence.SetResult();
        Assert.Null(await worker.Settle(TestContext.Current.CancellationToken));
        Assert.Equal(0, agenda.Count);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_shop_takes_as_many_places_as_it_leaves_free()
    {
        var places = new Places();
        int Takes(string shop) => Enumerable.Range(1, Places.All).Count(number => places.Take(Line(number, shop)));
        Assert.Equal([256, 128, 64, 32], "a b c d".Split(' ').Select(Takes));
        Assert.True(places.HasOneFor(Line(1, "e") with { Id = AgendaRow.IdOf(1, Due.Expiry) }));
        places.Leave(Line(1, "a"));
        Assert.Equal(33, places.Free);
        Assert.True(places.HasOneFor(Line(1, "e")));
    }

    static AgendaRow Line(long number, string shop) => new()
    {
        Id = AgendaRow.IdOf(number, Due.Notification, 1),
        At = DateTimeOffset.UnixEpoch.AddTicks(number - Many - 1),
        AccessId = "",
        ShopId = shop,
    };
}
