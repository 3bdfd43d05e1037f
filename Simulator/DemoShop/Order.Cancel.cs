using System.Text.Json.Serialization;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// How an order is cancelled. The shop's decision is saved first, so it survives lost answers and restarts, and it counts for a payment
/// that comes later.
/// </summary>
internal sealed partial record Order
{
    // UNVERIFIED: an authorisation is valid for 60 days. The contract with the gateway says how long; no call tells it.
    // Ten days are left for tries and for a person.
    /// <summary>How long the shop keeps an authorisation that it has not shipped.</summary>
    public static readonly TimeSpan KeepsAuthorisation = TimeSpan.FromDays(50);

    /// <summary>The order as the shop cancels it.</summary>
    public Order WithCancelRequest(DateTimeOffset now) =>
        State == OrderState.Cancelled ? this : this with { CancelRequestedAt = CancelRequestedAt ?? now, CancelRefusedAt = null };

    /// <summary>The order after the gateway was asked to cancel its payment. What is not refused for good is tried again.</summary>
    public Order AfterCancelCall(DateTimeOffset now)
    {
        if (!NeedsCancel) return this;
        return Failure is { CanRetry: false }
            ? this with { CancelRequestedAt = null, CancelRefusedAt = now, NextInquiryAt = null }
            : this with { NextInquiryAt = now + InquiryRetryDelay };
    }

    /// <summary>Whether the consumer may still pay.</summary>
    [JsonIgnore]
    public bool IsOpen => State is OrderState.Created or OrderState.Paying;

    /// <summary>Whether the gateway still holds a payment that the shop has cancelled.</summary>
    [JsonIgnore]
    public bool NeedsCancel => CancelRequestedAt is not null && State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed;

    // Null when the cancel was refused: a person has to decide.
    DateTimeOffset? ReleaseAt => CancelRefusedAt is null ? PaidSince + KeepsAuthorisation : null;

    // The time at the gateway. A shop that was away has learnt it later.
    DateTimeOffset PaidSince => Jst.ParseTimestamp(LastInquiry?["ProcessDate"] ?? "") is { } at && at < ChangedAt ? at : ChangedAt;

    // The consumer's money must not stay reserved for goods that nobody sends.
    Order WithRelease(DateTimeOffset now) => State == OrderState.Paid && ReleaseAt <= now ? WithCancelRequest(now) : this;
}
