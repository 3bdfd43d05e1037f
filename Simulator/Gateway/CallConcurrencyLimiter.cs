using System.Collections.Concurrent;
using KantanSim.Merchants;
using KantanSim.Protocol;

namespace KantanSim.Gateway;

/// <summary>How many calls are being answered at once, over all and for each shop: above a chosen number they are refused (protocol.md 1.3).</summary>
internal sealed class CallConcurrencyLimiter(DecisionContextFactory moments)
{
    readonly ConcurrentDictionary<string, int> ofShop = new(StringComparer.Ordinal);
    int all;

    // UNVERIFIED: the codes exist, the numbers behind them are not known; without a choice nobody is refused.
    public Task<CallAnswer> Run(string shopId, ProtocolOptions choices, Func<Task<CallAnswer>> answer) =>
        moments.Options.ConcurrentCalls == 0 && choices.ConcurrentCallsPerShop == 0 ? answer() : Counted(shopId, choices, answer);

    async Task<CallAnswer> Counted(string shopId, ProtocolOptions choices, Func<Task<CallAnswer>> answer)
    {
        try
        {
            var (total, own) = (Interlocked.Increment(ref all), ofShop.AddOrUpdate(shopId, 1, (_, before) => before + 1));
            return IsAbove(total, moments.Options.ConcurrentCalls) ? CallAnswer.Refused([GatewayErrors.GatewayTooBusy], choices.CodeFamily)
                : IsAbove(own, choices.ConcurrentCallsPerShop) ? CallAnswer.Refused([GatewayErrors.ShopTooBusy], choices.CodeFamily)
                : await answer();
        }
        finally
        {
            Interlocked.Decrement(ref all);
            if (ofShop.AddOrUpdate(shopId, 0, (_, before) => before - 1) == 0) ofShop.TryRemove(KeyValuePair.Create(shopId, 0));
        }
    }

    static bool IsAbove(int count, int limit) => limit > 0 && count > limit;
}
