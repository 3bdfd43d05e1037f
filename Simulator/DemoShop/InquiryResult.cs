using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>How an inquiry ended: the gateway has the payment, it has none, or there was no usable answer.</summary>
internal enum InquiryOutcome { Held, Nothing, NoAnswer }

/// <summary>The gateway's last answer to SearchTradeMulti for an order. The shop trusts only this.</summary>
internal sealed record InquiryResult(DateTimeOffset At, [property: JsonPropertyName("Word")] InquiryOutcome Outcome)
{
    const string OrderUnknown = "M01004002";

    /// <summary>
    /// All fields of the answer. Passwords are masked, because the gateway returns them in clear and the page shows
    /// the fields.
    /// </summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>Why there was no usable answer.</summary>
    [JsonPropertyName("Trouble")]
    public CallFailure? Failure { get; init; }

    public string Status => this["Status"];

    /// <summary>The price at the gateway, tax included, in yen; -1 when a field is not a number.</summary>
    public int Total
    {
        get
        {
            var amount = Yen("Amount");
            var tax = Yen("Tax");
            return amount < 0 || tax < 0 ? -1 : amount + tax;
        }
    }

    public string this[string name] => Fields.FirstOrDefault(field => field.Name == name)?.Value ?? "";

    /// <summary>
    /// Interprets the answer. A payment with the order's OrderID but another AccessID is not the order's: the gateway was reset.
    /// </summary>
    public static InquiryResult Of(Order order, GatewayAnswer answer, DateTimeOffset now)
    {
        if (answer.Errors is [OrderUnknown]) return new(now, InquiryOutcome.Nothing);
        if (!answer.IsSuccess) return new(now, InquiryOutcome.NoAnswer) { Failure = answer.ToFailure("SearchTradeMulti") };
        if (order.AccessId.Length > 0 && order.AccessId != answer["AccessID"]) return new(now, InquiryOutcome.Nothing);
        return new(now, InquiryOutcome.Held) { Fields = [.. answer.Fields.Select(Masked)] };
    }

    static Field Masked(Field field) => field with { Value = Redaction.MaskField(field.Name, field.Value) };

    int Yen(string name)
    {
        if (this[name].Length == 0) return 0;
        return int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : -1;
    }
}
