using KantanSim.Gateway;
using KantanSim.Protocol;

namespace KantanSim.Tests.Gateway;

/// <summary>Calls above the maximum number of concurrent calls are refused, until another call has ended.</summary>
public sealed class CallConcurrencyLimiterTests
{
    [Theory]
    [InlineData(0, 0, "a a b b", "- - - -")]
    [InlineData(2, 0, "a b a b", "- - E92000001 E92000001")]
    [InlineData(0, 1, "a a b b", "- E92000002 - E92000002")]
    [InlineData(3, 2, "a a a b b", "- - E92000002 - E92000001")]
    public async Task Calls_above_a_limit_are_refused_until_others_have_ended(int calls, int callsPerShop, string shops, string errInfos)
    {
        var options = new ProtocolOptions { ConcurrentCalls = calls, ConcurrentCallsPerShop = callsPerShop };
        var limiter = new CallConcurrencyLimiter(new(null!, null!, null!, options));
        for (var round = 0; round < 2; round++)
        {
            var end = new TaskCompletionSource<CallAnswer>();
            var started = shops.Split(' ').Select(shop => limiter.Run(shop, options, () => end.Task)).ToList();
            Assert.Equal(errInfos.Split(' ').Select(errInfo => errInfo != "-"), started.Select(call => call.IsCompleted));
            end.SetResult(new([]));
            var answers = await Task.WhenAll(started);
            Assert.Equal(errInfos.Split(' '), answers.Select(answer => answer.Fields is [_, var (_, info)] ? info : "-"));
        }
    }
}
