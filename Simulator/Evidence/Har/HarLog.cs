using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Transactions;

namespace KantanSim.Evidence.Har;

/// <summary>
/// The HTTP messages of a payment as HAR 1.2 (HTTP Archive): calls of the merchant, requests of browsers to the gateway, and posts of the
/// gateway to the merchant. Secrets are masked. Names that begin with _ are not of the standard.
/// </summary>
internal static class HarLog
{
    const string PageId = "payment";

    const string Comment =
        "Times are real time. _simulatedTime is the time of the simulated clock. Secrets are masked; sizes are those of the bytes that "
        + "were sent. The wallet's pages and the headers of HTTP are not kept.";

    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static string Write(PaymentRecord record, string gateway)
    {
        var visit = record.Payment.Visit?.Id ?? "";
        var requests = record.Observations.Select(one => HarCall.Of(one, record.Bodies.GetValueOrDefault(one.Number), gateway, visit));
        var attempts = record.Notifications.SelectMany(HarNotification.Of);
        HarEntry[] entries = [.. requests.Concat(attempts).OrderBy(entry => entry.BeganAt)];
        var log = new JsonObject
        {
            ["version"] = "1.2",
            ["creator"] = new JsonObject { ["name"] = "KantanSim", ["version"] = ProgramVersion.Text },
            ["pages"] = new JsonArray(Page(record, entries)),
            ["entries"] = new JsonArray([.. entries.Select(entry => entry.ToJson(PageId))]),
            ["comment"] = Comment,
            ["_payment"] = About(record.Payment),
        };
        return new JsonObject { ["log"] = log }.ToJsonString(Options);
    }

    static JsonObject Page(PaymentRecord record, HarEntry[] entries) => new()
    {
        ["startedDateTime"] = HarEntry.Time(entries.Length == 0 ? record.RealNow : entries[0].BeganAt),
        ["id"] = PageId,
        ["title"] = $"Payment of order {record.Payment.OrderId}",
        ["pageTimings"] = new JsonObject { ["onContentLoad"] = -1, ["onLoad"] = -1 },
    };

    static JsonObject About(Transaction payment) => new()
    {
        ["accessId"] = payment.AccessId,
        ["shopId"] = payment.ShopId,
        ["orderId"] = payment.OrderId,
        ["status"] = payment.Status.Code,
        ["scenario"] = payment.Scenario.Name,
        ["simulatedTime"] = HarEntry.Time(payment.CreatedAt),
    };
}
