namespace KantanSim.Client;

/// <summary>The calls to the gateway that explain why a shop has no payment, or a refused one.</summary>
internal sealed class ShopCalls(ShopClient shop)
{
    const int Limit = 5;

    /// <summary>The last calls of all shops, because a call with a wrong path or ShopID belongs to none.</summary>
    public async Task<string> LastAsync()
    {
        try
        {
            var list = await shop.Client.ListCallsAsync(limit: Limit, cancel: shop.Cancellation).ConfigureAwait(false);
            return list.Items.Count == 0
                ? $"No call has reached the gateway, {shop.Client.GatewayUrl}"
                : $"The last calls to the gateway, {shop.Client.GatewayUrl}\n{Lines(list)}";
        }
        catch (KantanSimException fault)
        {
            return $"The last calls could not be read: {fault.Message}";
        }
    }

    /// <summary>The shop's last refused calls; null when there are none.</summary>
    public async Task<string?> RefusedAsync()
    {
        var filter = new CallFilter { ShopId = shop.ShopId, Outcome = "refused" };
        var list = await shop.Client.ListCallsAsync(filter, Limit, cancel: shop.Cancellation).ConfigureAwait(false);
        return list.Items.Count == 0 ? null : $"Refused calls of shop {shop.ShopId}, times in JST\n{Lines(list)}";
    }

    static string Lines(Listing<GatewayCall> list) => string.Join('\n', list.Items.Reverse().Select(Line));

    static string Line(GatewayCall call)
    {
        var errors = call.Answer.TryGetValue("ErrInfo", out var codes) ? $" {codes}" : "";
        var notes = call.Notes.Count == 0 ? "" : $": {string.Join(' ', call.Notes)}";
        return $"  {TimelineText.Time(call.At)} {call.Api}: {call.Outcome}{errors}{notes}";
    }
}
