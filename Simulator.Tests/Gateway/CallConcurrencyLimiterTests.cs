using KantanSim.Gateway;
using KantanSim.Protocol;

namespace KantanSim.Tests.Gateway;

/// <summary>How many calls are answered at once: further ones are refused, and whoever comes when one has left is answered.</summary>
public sealed class CallConcurrencyLimiterTests
{
    [Theory]
    [InlineData(0, 0, "a a b b", "- - - -")]
    [InlineData(2, 0, "a b a b", "- - E92000001 E92000001")]
    [InlineData(0, 1, "a a b b", "- E92000002 - E92000002")]
    [InlineData(3, 2, "a a a b b", "- - E92000002 - E92000001")]
    public async Task Calls_above_the_chosen_number_are_refused(int calls, int callsPerShop, string shops, string told)
    {
        var choices = new ProtocolOptions { ConcurrentCalls = calls, ConcurrentCallsPerShop = callsPerShop };
        var crowd = new CallConcurrencyLimiter(new(TimeProvider.System, null!, null!, choices));
        for (var round = 0; round < 2; round++)
        {
            var gate = new TaskCompletionSource<CallAnswer>();
            var entered = shops.Split(' ').Select(shop => crowd.Run(shop, choices, () => gate.Task)).ToList();
            Assert.Equal(told.Split(' ').Select(code => code != "-"), entered.Select(call => call.IsCompleted));
            gate.SetResult(new([]));
            var answers = await Task.WhenAll(entered);
            Assert.Equal(told.Split(' '), answers.Select(answer => answer.Fields is [_, var (_, info)] ? info : "-"));
        }
    }
}
