using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a connectivity test: what was sent, what the shop answered, how the gateway reads the answer.</summary>
internal static class ConnectivityTestModel
{
    public static Dictionary<string, object?> Of(NotificationAttempt attempt, Shop shop)
    {
        var explanation = AttemptExplanation.Of(attempt);
        return new()
        {
            ["at"] = DisplayText.Time(attempt.At),
            ["ms"] = DisplayText.Milliseconds(attempt.Milliseconds),
            ["url"] = attempt.Url,
            ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
            ["reply"] = attempt.Reply ?? "",
            ["reading_en"] = explanation.En,
            ["reading_ja"] = explanation.Ja,
            ["notes"] = AttemptExplanation.Notes(attempt),
            ["received"] = attempt.End == AttemptResult.Received,
            ["sent"] = DisplayText.Fields(Redaction.MaskFields(WireFields.ConnectivityTest(shop))),
        };
    }
}
