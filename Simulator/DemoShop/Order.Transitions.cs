#pragma warning disable format // aligned tables
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// The changes of an order. Each is a function of its present state, so messages that arrive twice, late or in the wrong order do no harm.
/// </summary>
internal sealed partial record Order
{
    /// <summary>Maximum number of reports stored with an order; the oldest are dropped first.</summary>
    public const int MaxReports = 50;

    /// <summary>Time between inquiries about an open payment.</summary>
    public static readonly TimeSpan PaymentInquiryInterval = TimeSpan.FromMinutes(5);

    /// <summary>Time between inquiries about a running subscription.</summary>
    public static readonly TimeSpan SubscriptionInquiryInterval = TimeSpan.FromDays(1);

    /// <summary>How long the gateway may say that it does not know a payment that was registered, before the shop believes it.</summary>
    public static readonly TimeSpan UnknownPaymentTime = TimeSpan.FromDays(1);

    /// <summary>Time until an inquiry without an answer is repeated.</summary>
    public static readonly TimeSpan InquiryRetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>The gateway has another price than the shop: nothing is delivered until somebody has checked it.</summary>
    public bool HasAmountMismatch => LastInquiry is { Outcome: InquiryOutcome.Held } result && !HasOurPrice(result);

    /// <summary>The first month that is charged, as yyyyMM; null before the consumer has signed up.</summary>
    public int? StartMonth => BillingMonth.Parse(LastInquiry?["RcStartChargeMonth"] ?? "");

    /// <summary>Moves the order to a later state of <see cref="OrderState"/>; an earlier one or the same changes nothing.</summary>
    public Order MovedTo(OrderState state, DateTimeOffset now)
    {
        if (state <= State) return this;
        var moved = this with { State = state, ChangedAt = now };
        return state switch
        {
            OrderState.Captured  => moved with { Captured = Total },
            OrderState.Cancelled => moved with { Refunded = Captured },
            _                    => moved,
        };
    }

    /// <summary>The order at a price that the gateway has. A lower one after the capture is a refund.</summary>
    public Order WithPrice(Price price)
    {
        var refund = Captured > 0 ? Total - price.Total : 0;
        return this with
        {
            Amount = price.Amount,
            Tax = price.Tax,
            NewAmount = null,
            NewTax = null,
            Captured = Captured + Math.Max(0, -refund),
            Refunded = Refunded + Math.Max(0, refund),
        };
    }

    /// <summary>The order with a price that is to be asked for. A subscription's current month keeps its price.</summary>
    public Order WithRequestedPrice(Price price, DateTimeOffset now) =>
        WithCurrentMonth(now) with { NewAmount = price.Amount, NewTax = price.Tax };

    /// <summary>The order with a delivery, unless it is delivered or cancelled, or nothing is captured.</summary>
    public Order Delivered(DateTimeOffset now) =>
        State == OrderState.Captured && !IsDelivered && CancelRequestedAt is null ? this with { Deliveries = [now] } : this;

    /// <summary>Adds a report and makes an inquiry due.</summary>
    public Order WithReport(ReportSource source, string status, string errInfo, DateTimeOffset now) => this with
    {
        Reports = [.. Reports.TakeLast(MaxReports - 1), new(ReportCount + 1, now, source, status, errInfo, "")],
        ReportCount = ReportCount + 1,
        NextInquiryAt = now,
    };

    /// <summary>Applies the answer to an inquiry. The state changes only if the gateway has our payment at our price.</summary>
    /// <param name="reportCount"><see cref="ReportCount"/> when the inquiry was sent: a report since then needs another inquiry.</param>
    public Order ApplyInquiry(GatewayAnswer answer, long reportCount, DateTimeOffset now)
    {
        var result = InquiryResult.Of(this, answer, now);
        var order = this with
        {
            LastInquiry = result,
            Reports = [.. Reports.Select(report => report.Number <= reportCount ? report.ConfirmedBy(result) : report)],
        };
        if (order.HasOurPrice(result) && OrderStateMapping.FromGatewayStatus(result.Status) is { } state)
        {
            order = order.WithConfirmedPrice(result.Total).MovedTo(state, now);
            order = order with { AccessId = answer["AccessID"], AccessPass = answer["AccessPass"] };
        }
        order = order.WithRelease(now).WithCurrentMonth(now);
        return order with { NextInquiryAt = ReportCount > reportCount ? now : order.NextInquiry(now) };
    }

    /// <summary>
    /// Adds the current month as scheduled at the present price: the gateway makes a month's charge when the month begins, and later
    /// changes of the price do not affect it.
    /// </summary>
    public Order WithCurrentMonth(DateTimeOffset now)
    {
        var month = BillingMonth.Of(Jst.DateOf(now));
        if (State != OrderState.Subscribed || StartMonth is not { } start || month < start || MonthOf(month) is not null) return this;
        return UpsertMonth(new(month, BillingMonth.Scheduled, Total, ""));
    }

    public bool HasMonth(string status) => Months.Any(month => month.Status == status);

    /// <param name="yearMonth">yyyyMM.</param>
    public BillingMonth? MonthOf(int yearMonth) => Months.FirstOrDefault(month => month.YearMonth == yearMonth);

    /// <summary>Adds a month or replaces the one of the same <see cref="BillingMonth.YearMonth"/>.</summary>
    public Order UpsertMonth(BillingMonth month)
    {
        var others = Months.Where(other => other.YearMonth != month.YearMonth);
        return this with { Months = [.. others.Append(month).OrderBy(one => one.YearMonth)] };
    }

    // The gateway may have changed the amount although its answer was lost: then its price is the requested one.
    bool HasOurPrice(InquiryResult result) =>
        result.Outcome == InquiryOutcome.Held
        && (result.Total == Total || result.Total == NewPrice?.Total);

    Order WithConfirmedPrice(int total) => total == Total || NewPrice is not { } price ? this : WithPrice(price);

    DateTimeOffset? NextInquiry(DateTimeOffset now) => (LastInquiry?.Outcome, State) switch
    {
        (InquiryOutcome.NoAnswer, _)                 => now + InquiryRetryDelay,
        (InquiryOutcome.Held, _) when NeedsCancel    => now,
        (InquiryOutcome.Held, OrderState.Paying)     => now + PaymentInquiryInterval,
        (InquiryOutcome.Held, OrderState.Paid)       => ReleaseAt,
        (InquiryOutcome.Held, OrderState.Subscribed) => now + SubscriptionInquiryInterval,
        (InquiryOutcome.Nothing, OrderState.Paying) when now < CreatedAt + UnknownPaymentTime => now + PaymentInquiryInterval,
        _                                            => null,
    };
}
