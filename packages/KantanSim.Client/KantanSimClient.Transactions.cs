using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;

namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists payments, newest first.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cursor">That of the page before.</param>
    public Task<TransactionListing> ListTransactionsAsync(
        TransactionFilter? filter = null, int? limit = null, string? cursor = null, CancellationToken cancel = default) =>
        api.Get<TransactionListing>(
            Query.Of("api/transactions", [.. (filter ?? new()).Parameters, ("limit", limit), ("cursor", cursor)]), cancel);

    /// <summary>Reads a payment with its timeline.</summary>
    public Task<Transaction> GetTransactionAsync(string accessId, CancellationToken cancel = default) =>
        api.Get<Transaction>(PathOf(accessId), cancel);

    /// <summary>Waits until all conditions hold.</summary>
    /// <exception cref="KantanSimException">408: they did not in time.</exception>
    public Task<Transaction> WaitForTransactionAsync(string accessId, WaitConditions conditions, CancellationToken cancel = default) =>
        api.Get<Transaction>(Query.Of($"{PathOf(accessId)}/wait", conditions.Parameters), cancel);

    /// <summary>Waits until the shop has registered the order and all conditions hold.</summary>
    /// <exception cref="KantanSimException">404: no such shop. 408: not in time.</exception>
    public Task<Transaction> WaitForOrderAsync(
        string shopId, string orderId, WaitConditions? conditions = null, CancellationToken cancel = default) =>
        api.Get<Transaction>(
            Query.Of("api/transactions/wait", [("shopId", shopId), ("orderId", orderId), .. (conditions ?? new()).Parameters]), cancel);

    /// <summary>Plays the consumer without a browser.</summary>
    /// <exception cref="KantanSimException">409: the payment does not wait for the consumer.</exception>
    public Task<ConsumerResult> PlayConsumerAsync(string accessId, ConsumerRequest request, CancellationToken cancel = default) =>
        api.Send<ConsumerResult>(HttpMethod.Post, $"{PathOf(accessId)}/consumer", request, cancel);

    /// <summary>Sends a gateway call in the shop's place. A refusal by the gateway is in the answer.</summary>
    public Task<MerchantResult> SendMerchantCallAsync(string accessId, MerchantRequest request, CancellationToken cancel = default) =>
        api.Send<MerchantResult>(HttpMethod.Post, $"{PathOf(accessId)}/merchant", request, cancel);

    /// <summary>Ends the running term now, the consumer's or the authorisation's, without moving the clock.</summary>
    /// <exception cref="KantanSimException">409: no term is running.</exception>
    public Task<Transaction> ExpireTermAsync(string accessId, CancellationToken cancel = default) =>
        api.Send<Transaction>(HttpMethod.Post, $"{PathOf(accessId)}/expire", null, cancel);

    /// <summary>What happened to a payment, as one HTML file.</summary>
    /// <param name="language"><c>en</c> or <c>ja</c>; null: as the client's.</param>
    public async Task<string> GetEvidenceAsync(string accessId, string? language = null, CancellationToken cancel = default) =>
        Text(await api.GetBytes(Query.Of($"{PathOf(accessId)}/evidence", ("lang", language)), cancel).ConfigureAwait(false));

    /// <summary>A payment's HTTP messages, as HAR 1.2.</summary>
    public async Task<string> GetHarAsync(string accessId, CancellationToken cancel = default) =>
        Text(await api.GetBytes($"{PathOf(accessId)}/har", cancel).ConfigureAwait(false));

    /// <summary>A scenario file in YAML that repeats what happened to a payment.</summary>
    /// <exception cref="KantanSimException">409: it cannot be repeated.</exception>
    public async Task<string> GetRunScenarioAsync(
        string accessId, string? name = null, string? description = null, CancellationToken cancel = default) =>
        Text(await api.GetBytes(
            Query.Of($"{PathOf(accessId)}/scenario", ("name", name), ("description", description)), cancel).ConfigureAwait(false));

    /// <summary>Receives all changes from now on, until it is cancelled or KantanSim stops.</summary>
    public async IAsyncEnumerable<Change> WatchChangesAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var answer = await api.Send(
            HttpMethod.Get, "api/events", null, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var events = SseParser.Create(stream, (type, data) => api.Read<Change>(Text(data)));
        await foreach (var change in events.EnumerateAsync(cancel).ConfigureAwait(false))
            if (change.EventType != "watching") yield return change.Data;
    }

    static string PathOf(string accessId) => $"api/transactions/{Query.Segment(accessId)}";

    static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
