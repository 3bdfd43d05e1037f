using System.Collections.Immutable;

namespace KantanSim.Check.Cases;

/// <summary>A step that drives a case. Steps that are not possible, such as a consumer who has nothing to pay, are recorded and passed
/// over.</summary>
internal abstract record DriveStep
{
    DriveStep() { }

    /// <summary>The consumer places an order at the shop.</summary>
    public sealed record Place : DriveStep
    {
        /// <summary>Yen; null: an amount that depends on the seed and the case.</summary>
        public int? Amount { get; init; }
        public string? Item { get; init; }
        /// <summary>How many times the form is sent, at the same time.</summary>
        public int Times { get; init; } = 1;
    }

    /// <summary>The consumer acts at the wallet, on the newest payment that waits for one.</summary>
    /// <param name="Action">
    /// <c>play</c> (as the scenario says), <c>approve</c>, <c>cancel</c>, <c>abandon</c>, or <c>end</c> (a contract).
    /// </param>
    public sealed record Consumer(string Action) : DriveStep
    {
        /// <summary><c>none</c>, <c>all</c> or a number.</summary>
        public string? Points { get; init; }
        public string? Coupon { get; init; }
        /// <summary>Which payment, from 1 in the order of their registration; null: the newest that can be paid.</summary>
        public int? Payment { get; init; }
    }

    /// <summary>The shop does something with an order.</summary>
    /// <param name="Name">One of the names of acts.</param>
    public sealed record Act(string Name) : DriveStep
    {
        /// <summary>How many times, at the same time.</summary>
        public int Times { get; init; } = 1;
        /// <summary>Which order, from 1; null: the last.</summary>
        public int? Order { get; init; }
        /// <summary>The new price of <c>reprice</c>, in percent of the price.</summary>
        public int? Percent { get; init; }
    }

    /// <summary>Several steps at the same time.</summary>
    public sealed record Together(ImmutableArray<DriveStep> Steps) : DriveStep;

    /// <summary>Several steps one after the other, without settling between them.</summary>
    public sealed record InTurn(ImmutableArray<DriveStep> Steps) : DriveStep;

    /// <summary>The shop's simulated time goes forward to the next time of day in Japan.</summary>
    public sealed record AdvanceTo(TimeOnly Time) : DriveStep;

    /// <summary>The shop's simulated time goes forward.</summary>
    /// <param name="Parts">In how many equal parts; after each the shop settles.</param>
    public sealed record Advance(TimeSpan By, int Parts) : DriveStep;

    /// <summary>Waits until the shop is quiet.</summary>
    public sealed record Settle : DriveStep;

    /// <summary>Something is done to the shop.</summary>
    /// <param name="Name">One of the names of hooks.</param>
    public sealed record Hook(string Name) : DriveStep;

    /// <summary>A message that the gateway has not sent, posted to the shop.</summary>
    /// <param name="Target">The notification URL, or RetURL.</param>
    public sealed record Forge(MessageTarget Target) : DriveStep
    {
        /// <summary>Replaces or adds fields of a real message; an empty value omits the field. Templates: <c>{{total}}</c>,
        /// <c>{{orderId}}</c>, <c>{{accessId}}</c>, <c>{{shopId}}</c>.</summary>
        public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
        /// <summary>Fields that are sent without a value.</summary>
        public ImmutableArray<string> Empty { get; init; } = [];
        /// <summary>Fields that are sent twice.</summary>
        public ImmutableArray<string> Repeat { get; init; } = [];
        public MessageBody Body { get; init; }
        /// <summary><c>POST</c> or <c>GET</c>.</summary>
        public string Method { get; init; } = "POST";
    }

    /// <summary>The gateway sends the notification of a status again.</summary>
    public sealed record Resend(string Status) : DriveStep;

    /// <summary>The gateway sends its connectivity test.</summary>
    public sealed record ConnectivityTest : DriveStep;

    /// <summary>The running term of the payment ends.</summary>
    public sealed record Expire : DriveStep;

    /// <summary>The shop's contract for the wallet changes: <c>Contracted</c> or <c>Pending</c>. It is restored at the end.</summary>
    public sealed record Contract(string State) : DriveStep;
}

/// <summary>Where a forged message goes.</summary>
internal enum MessageTarget { Notification, Return }

/// <summary>What a forged message contains.</summary>
internal enum MessageBody
{
    /// <summary>The fields as a form in CP932.</summary>
    Form,
    /// <summary>A form with bytes that are no CP932.</summary>
    BrokenCp932,
    /// <summary>A form of 1 MiB.</summary>
    Huge,
}
