using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>A call or an attempt to deliver a notification, as <c>tail</c> shows it.</summary>
internal sealed record TailRow
{
    static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Simulated time.</summary>
    public required DateTimeOffset At { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    /// <summary>Null for a notification.</summary>
    public string? Api { get; init; }
    public required string What { get; init; }
    /// <summary>How it ended, such as <c>ok</c>, <c>refused M01004002</c> or <c>received</c>.</summary>
    public required string Outcome { get; init; }
    /// <summary>In real milliseconds.</summary>
    public required double Ms { get; init; }
    public required bool IsError { get; init; }
    /// <summary>With a member <c>type</c>: <c>call</c> or <c>notification</c>.</summary>
    public required JsonObject Json { get; init; }

    public static TailRow Of(CallView call) => new()
    {
        At = call.At,
        ShopId = call.ShopId,
        OrderId = call.OrderId,
        Api = call.Api,
        What = $"-> {call.Api}",
        Outcome = string.Join(' ', Parts(call)),
        Ms = call.Ms,
        IsError = call.Outcome != CallOutcome.Ok.Name(),
        Json = Typed("call", JsonSerializer.SerializeToNode(call, CommandJson.Types.CallView)!.AsObject()),
    };

    /// <param name="number">Of the attempt, from 1.</param>
    public static TailRow Of(NotificationView notification, int number)
    {
        var attempt = notification.Attempts[number - 1];
        var json = Typed("notification", JsonSerializer.SerializeToNode(attempt, CommandJson.Types.AttemptView)!.AsObject());
        foreach (var (name, value) in Identity(notification, number)) json[name] = value;
        return new()
        {
            At = attempt.At,
            ShopId = notification.ShopId,
            OrderId = notification.OrderId,
            What = $"<- notification {notification.Status}{(number == 1 ? "" : $" (attempt {number})")}",
            Outcome = attempt.Outcome,
            Ms = attempt.Ms,
            IsError = attempt.Outcome != "received",
            Json = json,
        };
    }

    /// <summary>The row as columns: time, shop, order, what, outcome, duration.</summary>
    public string Format(Func<string, string> outcomeColour) => string.Create(CultureInfo.InvariantCulture,
        $"{At.ToOffset(Japan):MM-dd HH:mm:ss}  {Text(ShopId),-13}  {Text(OrderId),-16}  {PrintableText.Of(What),-34}  ")
        + outcomeColour(PrintableText.Of(Outcome)) + string.Create(CultureInfo.InvariantCulture, $"  {Ms:0} ms");

    static string Text(string text) => text.Length == 0 ? "-" : PrintableText.Of(text);

    static IEnumerable<string> Parts(CallView call)
    {
        yield return call.Outcome;
        if (call.Outcome == CallOutcome.HttpError.Name()) yield return $"HTTP {call.HttpStatus}";
        else if (call.Outcome != CallOutcome.Ok.Name() && call.Answer.GetValueOrDefault("ErrInfo") is { Length: > 0 } error)
            yield return error;
        if (call.Fault is { } fault) yield return $"({fault})";
    }

    static IEnumerable<(string Name, JsonNode Value)> Identity(NotificationView notification, int number) =>
    [
        ("id", notification.Id), ("accessId", notification.AccessId), ("shopId", notification.ShopId), ("orderId", notification.OrderId),
        ("status", notification.Status), ("state", notification.State), ("attempt", number),
    ];

    static JsonObject Typed(string type, JsonObject members)
    {
        members.Insert(0, "type", type);
        return members;
    }
}
