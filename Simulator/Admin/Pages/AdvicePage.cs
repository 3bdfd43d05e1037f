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
        long? below = isCursor ? number : null;
        var filter = FilterOf(query);
        var found = await advice.Newest(filter, below ?? long.MaxValue, filter.Rule is null ? MaxFindings : FindingsPerPage);
        await layout.Show(http, "advice", new(
        [
            .. filter.Rule is null ? Overview(found.Items, query["from"]) : List(found.Items),
            .. Pages(filter, below, found.Next),
            .. Choices(filter),
        ]));
    }

    static Dictionary<string, object?> Overview(IReadOnlyList<LocatedFinding> found, string? from)
    {
        var groups = ResultPage.Of([.. AdviceOverview.Of(found)], from, ShopsPerPage);
        return new()
        {
            ["groups"] = groups.Items,
            ["slice"] = groups.Model(),
            ["list"] = null,
            ["none"] = found.Count == 0,
            ["counted"] = found.Count,
        };
    }

    static Dictionary<string, object?> List(IReadOnlyList<LocatedFinding> found) =>
        new() { ["groups"] = null, ["list"] = found.Select(AdviceOverview.Item), ["none"] = found.Count == 0 };

    static Dictionary<string, object?> Pages(AdviceFilter filter, long? below, long? next) => new()
    {
        ["first"] = below is null,
        ["list_at"] = Path(filter, below),
        ["newest"] = Path(filter),
        ["older"] = next is null ? "" : Path(filter, next),
    };

    // The filter, the rules that are switched off, and the reference of all rules.
    Dictionary<string, object?> Choices(AdviceFilter filter) => new()
    {
        ["filter"] = FilterModel(filter),
        ["shops"] = shops.All().Select(shop => shop.ShopId),
        ["severities"] = Enum.GetValues<Severity>().Select(RuleModel.Of),
        ["off"] = shops.All().Where(shop => shop.Advice.Count > 0 && filter.MatchesShop(shop.ShopId)).Select(Off),
        ["rule_groups"] = RuleModel.Groups(),
    };

    /// <summary>The path of the page with a filter.</summary>
    /// <param name="below">The number of the transaction below which it begins; null for the newest.</param>
    public static string Path(AdviceFilter filter, long? below = null)
    {
        var query = new QueryString().Add("shopId", filter.ShopId ?? "");
        if (filter.Rule is { } rule) query = query.Add("rule", rule);
        if (filter.Severities is { Count: > 0 } severities) query = query.Add("severity", severities.First().Id());
        if (below is { } number) query = query.Add("before", number.ToString(CultureInfo.InvariantCulture));
        return $"/advice{query}";
    }

    // A rule or a severity that does not exist counts as none.
    static AdviceFilter FilterOf(IQueryCollection query)
    {
        var severities = Enum.GetValues<Severity>().Where(severity => severity.Id() == query["severity"]).ToList();
        return new($"{query["shopId"]}", Severities: severities, Rule: RuleCatalog.Find($"{query["rule"]}")?.Id);
    }

    static Dictionary<string, object?> FilterModel(AdviceFilter filter) => new()
    {
        ["shop_id"] = filter.ShopId,
        ["severity"] = filter.Severities is { Count: > 0 } severities ? severities.First().Id() : "",
        ["rule"] = filter.Rule is { } rule ? RuleModel.Of(rule) : null,
        ["set"] = filter is { ShopId.Length: > 0 } or { Severities.Count: > 0 } or { Rule: not null },
    };

    static Dictionary<string, object?> Off(Protocol.Shop shop) => new()
    {
        ["shop_id"] = shop.ShopId,
        ["path"] = Uri.EscapeDataString(shop.ShopId),
        ["rules"] = RuleModel.SwitchedOff(shop),
    };
}
