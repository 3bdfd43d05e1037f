using System.Globalization;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.Mcp;

/// <summary>Requests to the gateway as plain text.</summary>
internal static class CallWords
{
    /// <summary>A request in one line.</summary>
    public static string Line(CallView call)
    {
        var order = call.OrderId.Length > 0 ? $", order {PrintableText.Of(call.OrderId)}" : "";
        var shop = call.ShopId.Length > 0 ? $", shop {PrintableText.Of(call.ShopId)}" : "";
        var codes = CodesOf(call) is { Count: > 0 } found ? $" {string.Join('|', found)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{call.Id}: {Jst.Readable(call.At)} {call.Verb} {PrintableText.Of(call.Api)}: ")
            + $"{call.Outcome}{codes}{shop}{order}";
    }

    /// <summary>A request with its fields, the answer, and why.</summary>
    public static string Whole(CallView call) =>
        Line(call)
        + PaymentText.Section("Request", call.Request.Select(Field))
        + PaymentText.Section("Answer", call.Answer.Select(Field))
        + PaymentText.Section("Error codes", CodesOf(call).Select(code => $"{code}: {GatewayErrors.Meaning(code).En}"))
        + PaymentText.Section("What the scenario did to the answer", call.Fault is { } fault ? [fault] : [])
        + PaymentText.Section("Notes", call.Notes.Select(PrintableText.Of));

    static string Field(KeyValuePair<string, string> field) => $"{PrintableText.Of(field.Key)}={PrintableText.Of(field.Value)}";

    static List<string> CodesOf(CallView call) =>
        [.. call.Answer.GetValueOrDefault("ErrInfo", "").Split('|', StringSplitOptions.RemoveEmptyEntries)];
}
