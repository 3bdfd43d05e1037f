using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>How an order changes. Each is a function of what the order is now, so that whatever comes twice, late or in wrong order does no harm.</summary>
internal sealed partial record Order
{
    /// <summary>How much of what it was told an order keeps: the newest.</summary>
    public const int ToldKept = 50;

    /// <summary>How long after a look without a result the gateway is asked again: for a payment, for a subscription, when it did not answer.</summary>
    public static readonly TimeSpan PaymentLook = TimeSpan.FromMinutes(5), SubscriptionLook = TimeSpan.FromDays(1), LookAfterTrouble = TimeSpan.FromMinutes(1);

    /// <summary>Down the list of states; news that are older than what is known change nothing.</summary>
    public Order MovedTo(OrderState state, DateTimeOffset now) => state > State ? this with { State = state, ChangedAt = now } : this;

    /// <summary>Notes what somebody said, and that the gateway has to be asked whether it is so.</summary>
    public Order WithReport(ReportSource by, string status, string errInfo, DateTimeOffset now) => this with
    {
        Told = [.. Told.TakeLast(ToldKept - 1), new(Heard + 1, now, by, status, errInfo, "")],
        Heard = Heard + 1,
        AskAt = now,
    };

    /// <summary>Goes along with what the gateway says, when it holds our payment and for our price.</summary>
    /// <param name="heard">How often the shop had been told something when it asked: what came meanwhile has to be asked for again.</param>
    public Order ApplyInquiry(GatewayAnswer answer, long heard, DateTimeOffset now)
    {
        var asked = InquiryResult.Of(this, answer, now);
        var order = this with { Asked = asked, Told = [.. Told.Select(told => told.Confirmed.Length == 0 && told.Number <= heard ? told with { Confirmed = asked.Status } : told)] };
        if (order.HoldsPrice(asked) && OrderStateMapping.FromGatewayStatus(asked.Status) is { } state)
            order = order.Priced(asked.Total).MovedTo(state, now) with { AccessId = answer["AccessID"], AccessPass = answer["AccessPass"] };
        return order.WithMonth(now) with { AskAt = Heard > heard ? now : order.NextLook(now) };
    }

    /// <summary>The gateway has another price than we: nothing is delivered until a person has looked into it.</summary>
    public bool IsAtOdds => Asked is { Word: InquiryOutcome.Held } asked && !HoldsPrice(asked);

    public bool Has(string status) => Months.Any(one => one.Status == status);

    /// <summary>
    /// A month's charge is made by the gateway when the month begins, at the price of that moment: from then on it is in our books,
    /// to come, whatever the price is later.
    /// </summary>
    public Order WithMonth(DateTimeOffset now)
    {
        var month = BillingMonth.Of(Jst.DateOf(now));
        return State == OrderState.Subscribed && StartMonth <= month && MonthOf(month) is null ? UpsertMonth(new(month, BillingMonth.ToCome, Total, "")) : this;
    }

    public BillingMonth? MonthOf(int month) => Months.FirstOrDefault(one => one.YearMonth == month);

    /// <summary>Books a month, in the place of what was booked of it.</summary>
    public Order UpsertMonth(BillingMonth month) => this with { Months = [.. Months.Where(one => one.YearMonth != month.YearMonth).Append(month).OrderBy(one => one.YearMonth)] };

    // A change may have been made though its answer was lost: then the price tells.
    bool HoldsPrice(InquiryResult asked) => asked.Word == InquiryOutcome.Held && (asked.Total == Total || (NewAmount is { } amount && asked.Total == amount + Product.TaxOn(amount)));

    Order Priced(int total) => total == Total || NewAmount is not { } amount ? this : this with { Amount = amount, Tax = Product.TaxOn(amount), NewAmount = null };

    /// <summary>The first month that is charged, once the consumer has signed up.</summary>
    public int? StartMonth => BillingMonth.Read(Asked?["RcStartChargeMonth"] ?? "");

    DateTimeOffset? NextLook(DateTimeOffset now) => (Asked?.Word, State) switch
    {
        (InquiryOutcome.NoAnswer, _)                => now + LookAfterTrouble,
        (InquiryOutcome.Held, OrderState.Paying)     => now + PaymentLook,
        (InquiryOutcome.Held, OrderState.Subscribed) => now + SubscriptionLook,
        _                                  => null,
    };
}
