using KantanSim.Advice;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of the filter of the payment list: what is set, what can be chosen, and the links that remove a part.
/// </summary>
internal static class PaymentListChoices
{
    public static Dictionary<string, object?> Of(PaymentListQuery query, PaymentOrder order) => new()
    {
        ["filter"] = query.Model(),
        ["filtered"] = query.IsFiltered,
        ["from_input"] = PeriodInput.First(query.Filter.From),
        ["to_input"] = PeriodInput.Last(query.Filter.To),
        ["chips"] = query.SetParts.Select(part => Chip(query, part.Key, part.Value)),
        ["clear"] = new PaymentListQuery(new(), query.Sort, 1, null).Path,
        ["newest"] = (query with { Page = 1, Before = null }).Path,
        ["sort"] = $"{order}",
        ["orders"] = PaymentListColumns.Orders(),
        ["outcomes"] = Enum.GetValues<Outcome>().Select(one => PaymentListLabels.Model(PaymentNames.Id(one), PaymentListLabels.Of(one))),
        ["results"] = Enum.GetValues<NotificationResult>()
            .Select(one => PaymentListLabels.Model(PaymentNames.Id(one), PaymentListLabels.Of(one))),
        ["severities"] = Enum.GetValues<Severity>().Select(RuleModel.Of),
        ["rule_groups"] = RuleModel.Groups(),
    };

    static Dictionary<string, object?> Chip(PaymentListQuery query, string name, string value) => new()
    {
        ["name"] = name,
        ["label"] = PaymentListLabels.Model(name, PaymentListLabels.OfPart(name)),
        ["value"] = PaymentListLabels.Model(value, PaymentListLabels.OfValue(name, value)),
        ["without"] = query.With(name, "").Path,
    };
}
