using System.Globalization;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Merchants;

namespace KantanSim.Admin.Pages;

/// <summary>
/// What the shops did wrong: an overview by shop and rule, or with a rule in the query the list of its findings. Below are the rules that
/// are switched off, and a reference of all rules.
/// </summary>
internal sealed class AdvicePage(DashboardLayout layout, AdviceList advice, ShopRepository shops)
{
    /// <summary>The maximum number of findings that the overview counts: the newest ones.</summary>
    const int MaxFindings = 5_000;

    const int FindingsPerPage = 50;
    const int ShopsPerPage = 20;

    public async Task Show(HttpContext http)
    {
        var query = http.Request.Query;
        var isCursor = long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var filter = FilterOf(query);
        var isList = filter.Rule is not null;
        var below = isCursor ? number : long.MaxValue;
        var found = await advice.Newest(filter, below, isList ? FindingsPerPage : MaxFindings);
        var groups = ResultPage.Of([.. AdviceOverview.Of(isList ? [] : found.Items)], query["from"], ShopsPerPage);
        await layout.Show(http, "advice", new()
        {
            ["filter"] = FilterModel(filter),
            ["first"] = below == long.MaxValue,
            ["list"] = isList ? found.Items.Select(AdviceOverview.Item) : null,
            ["groups"] = groups.Items,
            ["slice"] = groups.Model(),
            ["list_at"] = Path(filter, isCursor ? below : null),
            ["none"] = found.Items.Count == 0,
            ["counted"] = found.Items.Count,
            ["older"] = found.Next is { } next ? Path(filter, next) : "",
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["severities"] = Enum.GetValues<Severity>().Select(RuleModel.Of),
            ["off"] = shops.All().Where(shop => shop.Advice.Count > 0 && filter.MatchesShop(shop.ShopId)).Select(Off),
            ["rule_groups"] = RuleModel.Groups(),
        });
    }

    /// <summary>The path of the page with a filter.</summary>
    /// <param name="below">The number of the transaction below which it begins; null for the newest.</param>
    public static string Path(AdviceFilter filter, long? below = null)
    {
        var query = new QueryString().Add("shopId", filter.ShopId ?? "");
        if (filter.Rule is { } rule) query = query.Add("rule", rule);
        if (filter.Severities is { Count: > 0 } severities) query = query.Add("severity", SeverityId(severities.First()));
        if (below is { } number) query = query.Add("before", number.ToString(CultureInfo.InvariantCulture));
        return $"/advice{query}";
    }

    // A rule or a severity that does not exist counts as none.
    static AdviceFilter FilterOf(IQueryCollection query)
    {
        var severities = Enum.GetValues<Severity>().Where(severity => SeverityId(severity) == query["severity"]).ToList();
        return new($"{query["shopId"]}", Severities: severities, Rule: RuleCatalog.Find($"{query["rule"]}")?.Id);
    }

    static Dictionary<string, object?> FilterModel(AdviceFilter filter) => new()
    {
        ["shop_id"] = filter.ShopId,
        ["severity"] = filter.Severities is { Count: > 0 } severities ? SeverityId(severities.First()) : "",
        ["rule"] = filter.Rule is { } rule ? RuleModel.Of(rule) : null,
        ["set"] = filter is { ShopId.Length: > 0 } or { Severities.Count: > 0 } or { Rule: not null },
    };

    static string SeverityId(Severity severity) => (string)RuleModel.Of(severity)["id"]!;

    static Dictionary<string, object?> Off(Protocol.Shop shop) => new()
    {
        ["shop_id"] = shop.ShopId,
        ["path"] = Uri.EscapeDataString(shop.ShopId),
        ["rules"] = RuleModel.SwitchedOff(shop),
    };
}
