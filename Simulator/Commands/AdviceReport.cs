using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Commands;

/// <summary>What a server answered about the advice.</summary>
/// <param name="Server">The URL of the server, without a slash at the end.</param>
/// <param name="Findings">Those of a payment stand together, newest payment first, most serious first.</param>
/// <param name="Shops">The shops that were asked for.</param>
/// <param name="HasPayments">Whether these shops have a payment.</param>
internal sealed record AdviceReport(
    string Server, IReadOnlyList<AdviceView> Findings, IReadOnlyList<Shop> Shops, bool HasPayments)
{
    /// <summary>The words around the findings, in the language of the findings.</summary>
    public AdviceWords Words { get; init; } = AdviceWords.In(AdviceWords.Languages[0]);

    /// <summary>The rules that the shops have switched off, with the reasons.</summary>
    public IEnumerable<(string ShopId, string Rule, string Reason)> SwitchedOff =>
        from shop in Shops
        from rule in shop.Advice.OrderBy(rule => rule.Key, StringComparer.Ordinal)
        select (shop.ShopId, rule.Key, rule.Value);

    /// <summary>Where a rule is explained: the server's own page, and the document in the repository.</summary>
    public string HelpOf(AdviceView finding) =>
        $"{Words.See}{Server}/advice#{Uri.EscapeDataString(finding.Rule)}{Words.And}{PrintableText.Of(finding.Help)}";

    /// <summary>The dashboard's page of a payment.</summary>
    public string PageOf(string accessId) => $"{Server}/payments/{Uri.EscapeDataString(accessId)}";
}
