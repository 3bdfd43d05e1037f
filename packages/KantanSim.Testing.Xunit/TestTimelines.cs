using KantanSim.Client;
using Xunit;

namespace KantanSim.Testing.Xunit;

/// <summary>The payments of the shops that one test has added.</summary>
internal sealed class TestTimelines
{
    readonly Lock gate = new();
    readonly List<ShopClient> open = [];
    readonly List<string> ended = [];

    /// <exception cref="InvalidOperationException">No test is running, for example in the constructor of a fixture.</exception>
    public static TestTimelines OfRunningTest
    {
        get
        {
            var context = TestContext.Current;
            var test = context.Test ?? throw new InvalidOperationException(
                "NewShopAsync was called outside a test. Call it in the test, or add shops with Server.NewShopAsync.");
            return (TestTimelines)context.KeyValueStorage.GetOrAdd($"KantanSim:{test.UniqueID}", _ => new TestTimelines())!;
        }
    }

    /// <summary>Removes and returns those of a test that has ended; null: it has added no shop.</summary>
    public static TestTimelines? Take(string testId) =>
        TestContext.Current.KeyValueStorage.TryRemove($"KantanSim:{testId}", out var kept) ? (TestTimelines?)kept : null;

    public void Add(ShopClient shop)
    {
        lock (gate) open.Add(shop);
        // A test disposes its shops before it is known whether it has failed.
        shop.BeforeDeletion = async () =>
        {
            var text = await shop.GetTimelineAsync().ConfigureAwait(false);
            lock (gate)
            {
                open.Remove(shop);
                ended.Add(text);
            }
        };
    }

    /// <summary>The timelines as text, one shop after the other.</summary>
    public async Task<string> Describe()
    {
        List<ShopClient> still;
        List<string> texts;
        lock (gate) (still, texts) = ([.. open], [.. ended]);
        foreach (var shop in still) texts.Add(await shop.GetTimelineAsync().ConfigureAwait(false));
        return string.Join("\n\n", texts);
    }
}
