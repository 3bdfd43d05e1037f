using System.Collections.Concurrent;
using KantanSim.Merchants;
using KantanSim.Protocol;

namespace KantanSim.Gateway;

/// <summary>
/// Refuses calls above the maximum number of concurrent calls, of all shops and of each shop. Not built on
/// System.Threading.RateLimiting: the limit of a ConcurrencyLimiter is fixed, and a new one would not count the calls in progress.
/// </summary>
internal sealed class CallConcurrencyLimiter(DecisionContextFactory contexts)
{
    readonly ConcurrentDictionary<string, int> callsOfShop = new(StringComparer.Ordinal);
    int calls;

    // UNVERIFIED: the codes exist, the real limits are unknown. By default there is none.
    public Task<CallAnswer> Run(string shopId, ProtocolOptions options, Func<Task<CallAnswer>> answer) =>
        contexts.Options.ConcurrentCalls == 0 && options.ConcurrentCallsPerShop == 0 ? answer() : RunCounted(shopId, options, answer);

    async Task<CallAnswer> RunCounted(string shopId, ProtocolOptions options, Func<Task<CallAnswer>> answer)
    {
        try
        {
            var total = Interlocked.Increment(ref calls);
            var ofShop = callsOfShop.AddOrUpdate(shopId, 1, (_, before) => before + 1);
            if (IsAbove(total, contexts.Options.ConcurrentCalls))
                return CallAnswer.Refused([GatewayErrors.GatewayTooBusy], options.CodeFamily);
            if (IsAbove(ofShop, options.ConcurrentCallsPerShop)) return CallAnswer.Refused([GatewayErrors.ShopTooBusy], options.CodeFamily);
            return await answer();
        }
        finally
        {
            Interlocked.Decrement(ref calls);
            var ofShop = callsOfShop.AddOrUpdate(shopId, 0, (_, before) => before - 1);
            if (ofShop == 0) callsOfShop.TryRemove(KeyValuePair.Create(shopId, 0));
        }
    }

    static bool IsAbove(int count, int limit) => limit > 0 && count > limit;
}
