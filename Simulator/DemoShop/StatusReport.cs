using System.Text.Json.Serialization;

namespace KantanSim.DemoShop;

/// <summary>Who reported a payment's status to the shop.</summary>
internal enum ReportSource { Notification, Browser }

/// <summary>A payment status reported to the shop. It is not trusted: it only causes an inquiry.</summary>
/// <param name="Number">Counts the reports of one order from 1.</param>
/// <param name="Confirmed">The status that the next inquiry found; empty until then.</param>
internal sealed record StatusReport(
    long Number,
    DateTimeOffset At,
    [property: JsonPropertyName("By")] ReportSource Source,
    string Status,
    string ErrInfo,
    string Confirmed)
{
    /// <summary>The report with the status that an inquiry found, unless an earlier inquiry has set it.</summary>
    public StatusReport ConfirmedBy(InquiryResult result) => Confirmed.Length == 0 ? this with { Confirmed = result.Status } : this;
}
