using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Traffic;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of what has arrived of a shop: its first call and its latest one, and a later call that names no known shop, such as
/// one with a mistyped ShopID.
/// </summary>
internal static class ArrivedCalls
{
    public static Dictionary<string, object?> Of(ExchangeLog traffic, ShopRepository shops, string shopId)
    {
        var calls = traffic.Newest();
        var own = calls.FindAll(call => call.ShopId == shopId);
        var stray = calls.Find(call => IsStray(call, shops));
        var isStrayLater = stray is not null && (own is not [var newest, ..] || stray.Number > newest.Number);
        return new()
        {
            ["first"] = own is [.., var first] ? Row(first) : null,
            ["latest"] = own is [var latest, _, ..] ? Row(latest) : null,
            ["count"] = own.Count,
            ["complete"] = calls is [] or [.., { Number: 1 }],
            ["stray"] = isStrayLater ? Row(stray!) : null,
        };
    }

    // A browser's request names no shop; its payment has one.
    static bool IsStray(Exchange call, ShopRepository shops) =>
        call.AccessId is null && (call.ShopId.Length == 0 || shops.Find(call.ShopId) is null);

    static Dictionary<string, object?> Row(Exchange call)
    {
        var outcome = CallOutcomes.Of(call);
        return new()
        {
            ["at"] = DisplayText.Time(call.At),
            ["api"] = call.Api,
            ["http"] = call.HttpStatus,
            ["shop_id"] = call.ShopId,
            ["accepted"] = outcome == CallOutcome.Ok,
            ["lost"] = outcome is CallOutcome.Unanswered or CallOutcome.Faulted,
            ["errors"] = DisplayText.Errors(CallOutcomes.ErrorsOf(call)).ToList(),
            ["notes"] = DisplayText.Notes(call.Notes),
            ["path"] = EvidenceModel.PathOfCall(call.Number),
            ["access_id"] = call.AccessId ?? "",
        };
    }
}
