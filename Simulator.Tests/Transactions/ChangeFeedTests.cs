using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>A subscriber that does not read in time loses the oldest changes, and knows how many.</summary>
public sealed class ChangeFeedTests
{
    [Fact]
    public void Lost_changes_are_counted_once()
    {
        var feed = new ChangeFeed();
        using var subscription = feed.Subscribe();
        for (var number = 1; number <= 1_030; number++) feed.Publish(new($"{number}", "", "", "", "", default));
        Assert.Equal(6, subscription.TakeLost());
        Assert.Equal(0, subscription.TakeLost());
        Assert.True(subscription.Events.TryRead(out var oldest));
        Assert.Equal("7", oldest.What);
    }
}
