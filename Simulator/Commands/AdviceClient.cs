using System.Globalization;
using KantanSim.Advice;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Commands;

/// <summary>Reads the advice of a running server over its control API.</summary>
/// <param name="language">Of the findings and of the server's messages: <c>en</c> or <c>ja</c>.</param>
/// <param name="pageSize">The number of findings per call, 1 to 500.</param>
internal sealed class AdviceClient(string server, string? token, string language = "en", int pageSize = 500) : IDisposable
{
    readonly ControlApiClient api = new(server, token, language);

    /// <exception cref="CommandException">The server does not answer or refuses, or there is no such shop.</exception>
    public async Task<AdviceReport> Read(AdviceRequest request, CancellationToken cancel)
    {
        var findings = await Findings(request, cancel);
        var all = (await api.List("/shops", ControlJson.Default.ListingShop, cancel)).Items;
        var transactions = $"/transactions?limit=1{Parameter("shopId", request.Shop)}";
        var hasPayments = (await api.List(transactions, ControlJson.Default.ListingTransactionView, cancel)).Items.Count > 0;
        List<Shop> shops = [.. all.Where(shop => request.Shop is null || shop.ShopId == request.Shop)];
        // A shop that was deleted can still have payments.
        if (shops.Count == 0 && request.Shop is { } unknown && !hasPayments) throw Unknown(unknown, all);
        return new(server, findings, shops, hasPayments) { Words = AdviceWords.In(language) };
    }

    async Task<List<AdviceView>> Findings(AdviceRequest request, CancellationToken cancel)
    {
        var path = $"/advice?limit={pageSize.ToString(CultureInfo.InvariantCulture)}"
            + Parameter("severity", string.Join(',', request.Shown.Select(severity => severity.Id())))
            + Parameter("shopId", request.Shop) + Parameter("since", request.Since?.ToString("o", CultureInfo.InvariantCulture));
        List<AdviceView> findings = [];
        string? cursor = null;
        do
        {
            var page = await api.List(path + Parameter("cursor", cursor), ControlJson.Default.ListingAdviceView, cancel);
            findings.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return findings;
    }

    static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    static CommandException Unknown(string shop, IReadOnlyList<Shop> all)
    {
        var near = SpellingSuggestion.Closest(shop, all.Select(known => known.ShopId));
        var message = $"There is no shop \"{shop}\".{(near is null ? "" : $" Did you mean {near}?")}";
        return CommandException.WrongUse(message);
    }

    public void Dispose() => api.Dispose();
}
