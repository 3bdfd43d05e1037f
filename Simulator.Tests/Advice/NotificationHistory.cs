using KantanSim.Advice;
using KantanSim.Transactions;

namespace KantanSim.Tests.Advice;

/// <summary>Histories of a payment with one notification AUTH, for rules that depend on real time or on exact times.</summary>
internal static class NotificationHistory
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly KeyValuePair<string, string>[] Fields = [new("Status", "AUTH"), new("Amount", "1000")];

    public static History Of(NotificationState state, params NotificationAttempt[] attempts) => OfStatus("AUTH", state, attempts);

    public static History OfStatus(string status, NotificationState state, params NotificationAttempt[] attempts) => new()
    {
        Shop = new() { ShopId = "tshop00000001", ShopPass = "" },
        Now = Begin.AddDays(1),
        Notifications = [Auth(attempts) with { State = state, Status = new(status) }],
        Timeline = [.. attempts.Select(Entry)],
    };

    /// <param name="minutes">Simulated minutes since the notification was made.</param>
    /// <param name="milliseconds">Real time until the answer; null: until the gateway gives up, where there is none.</param>
    public static NotificationAttempt Attempt(AttemptResult end, double minutes = 0, double? milliseconds = null) => new(
        Begin.AddMinutes(minutes), milliseconds ?? (end == AttemptResult.NoAnswer ? 15_000 : 10), "http://shop.test/notify", end,
        StatusOf(end), ReplyOf(end), $"{end}");

    /// <summary>The attempt with another amount, as a scenario sends it.</summary>
    public static NotificationAttempt WithOtherAmount(this NotificationAttempt attempt) =>
        attempt with { Altered = [Fields[0], new("Amount", "999")] };

    static Notification Auth(NotificationAttempt[] attempts) => new()
    {
        Transaction = 1,
        Index = 1,
        AccessId = "a",
        ShopId = "tshop00000001",
        OrderId = "O-1",
        Status = new("AUTH"),
        CreatedAt = Begin,
        Fields = [.. Fields],
        Attempts = [.. attempts],
    };

    static TimelineEntry Entry(NotificationAttempt attempt, int index) => new()
    {
        Number = 9,
        From = Party.Gateway,
        To = Party.Merchant,
        What = $"result notification AUTH (attempt {index + 1})",
        At = attempt.At,
    };

    static int? StatusOf(AttemptResult end) => end switch
    {
        AttemptResult.Received or AttemptResult.NotGood or AttemptResult.WrongBody => 200,
        AttemptResult.WrongStatus => 500,
        _ => null,
    };

    static string? ReplyOf(AttemptResult end) => end switch
    {
        AttemptResult.Received => "0",
        AttemptResult.NotGood => "1",
        AttemptResult.WrongBody or AttemptResult.WrongStatus => "",
        _ => null,
    };
}
