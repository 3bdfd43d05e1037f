using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>Who told the shop something of a payment.</summary>
internal enum ReportSource { Notification, Browser }

/// <summary>What the shop was told, and what the gateway said when it was asked; <c>Confirmed</c> is empty until then.</summary>
/// <param name="Number">Counts what was told of one order from 1.</param>
internal sealed record StatusReport(long Number, DateTimeOffset At, ReportSource By, string Status, string ErrInfo, string Confirmed);

/// <summary>A call that the gateway refused, with every ErrInfo, or that had no usable answer, and why.</summary>
internal sealed record CallFailure(string Api, ImmutableArray<string> Errors, string Fault);

/// <summary>A field of the gateway's answer.</summary>
internal sealed record Field(string Name, string Value);

/// <summary>How a question to the gateway ended.</summary>
internal enum InquiryOutcome { Held, Nothing, NoAnswer }

/// <summary>What the gateway said of an order when it was last asked (SearchTradeMulti). Only this is believed.</summary>
internal sealed record InquiryResult(DateTimeOffset At, InquiryOutcome Word)
{
    const string OrderUnknown = "M01004002";

    /// <summary>All that it said, passwords masked: they come back in clear (protocol.md 2.14), and a page is no place for them.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>Why it could not be asked.</summary>
    public CallFailure? Trouble { get; init; }

    public string Status => this["Status"];

    /// <summary>What is to be paid by what it says, in yen; -1 when that is no number.</summary>
    public int Total => Yen("Amount") is var amount and >= 0 && Yen("Tax") is var tax and >= 0 ? amount + tax : -1;

    public string this[string name] => Fields.FirstOrDefault(field => field.Name == name)?.Value ?? "";

    /// <summary>Reads an answer. Another payment under the order's OrderID is none of ours: the gateway was reset.</summary>
    public static InquiryResult Of(Order order, GatewayAnswer answer, DateTimeOffset now) =>
        answer.Errors is [OrderUnknown] ? new(now, InquiryOutcome.Nothing)
        : !answer.IsSuccess ? new(now, InquiryOutcome.NoAnswer) { Trouble = answer.TroubleWith("SearchTradeMulti") }
        : order.AccessId.Length > 0 && order.AccessId != answer["AccessID"] ? new(now, InquiryOutcome.Nothing)
        : new(now, InquiryOutcome.Held) { Fields = [.. answer.Fields.Select(field => field with { Value = Redaction.MaskField(field.Name, field.Value) })] };

    int Yen(string name) => this[name].Length == 0 ? 0 : int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : -1;
}
