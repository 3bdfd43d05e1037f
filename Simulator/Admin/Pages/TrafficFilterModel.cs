using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the filters of the list of calls: their values and their chips.</summary>
internal static class TrafficFilterModel
{
    static readonly Dictionary<string, (string En, string Ja)> Labels = new()
    {
        [CallQuery.Text] = ("Text", "文字列"),
        [CallQuery.Api] = ("API", "API"),
        [CallQuery.ShopId] = ("Shop", "ショップ"),
        [CallQuery.OrderId] = ("Order ID", "注文ID"),
        [CallQuery.AccessId] = ("AccessID", "AccessID"),
        [CallQuery.Outcome] = ("Outcome", "結果"),
        [CallQuery.Code] = ("Error code", "エラーコード"),
        [CallQuery.From] = ("From", "開始"),
        [CallQuery.To] = ("To", "終了"),
    };

    public static Dictionary<string, object?> Of(CallQuery query) => new()
    {
        ["filter"] = CallQuery.Names.ToDictionary(name => name, name => (object?)query[name]),
        ["from_input"] = PeriodInput.First(query[CallQuery.From]),
        ["to_input"] = PeriodInput.Last(query[CallQuery.To]),
        ["set"] = query.Filters.Any(),
        ["chips"] = query.Filters.Select(filter => Chip(query, filter.Key, filter.Value)),
        ["outcomes"] = Enum.GetValues<CallOutcome>().Select(OutcomeText.Model),
    };

    /// <summary>The path of the newest page with these filters.</summary>
    public static string Path(CallQuery query) =>
        "/traffic" + QueryString.Create(query.Filters.Select(filter => KeyValuePair.Create(filter.Key, (string?)filter.Value)));

    static Dictionary<string, object?> Chip(CallQuery query, string name, string value)
    {
        var label = Labels[name];
        var isOutcome = name == CallQuery.Outcome;
        var shown = isOutcome && CallOutcomes.Parse(value) is { } outcome ? OutcomeText.Of(outcome) : (En: value, Ja: value);
        return new()
        {
            ["name"] = name,
            ["en"] = $"{label.En}: {shown.En}",
            ["ja"] = $"{label.Ja}：{shown.Ja}",
            ["without"] = Path(query.Without(name)),
        };
    }
}
