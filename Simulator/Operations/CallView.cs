using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// A request to the gateway, with secrets masked. Id counts from 1; ms is real time; httpStatus is that of the answer. Fault is what a
/// scenario did to the answer: <c>Hung</c>, <c>Dropped</c>, <c>HttpStatus</c> or <c>Garbled</c>; null: nothing. Outcome is
/// <c>ok</c>, <c>refused</c>, <c>http-error</c>, <c>faulted</c>, <c>unanswered</c> or <c>not-simulated</c>.
/// </summary>
internal sealed record CallView(
    long Id, DateTimeOffset At, double Ms, string Api, string Verb, int HttpStatus, string? AccessId,
    string ContentType, string ContentEncoding, string Query,
    IReadOnlyDictionary<string, string> Request, IReadOnlyDictionary<string, string> Answer, IReadOnlyList<string> Notes,
    string? Fault)
{
    public string Outcome { get; init; } = "";

    /// <summary>The shop that the request names, otherwise that of its payment; empty for none.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>The order that the request names, otherwise that of its payment; empty for none.</summary>
    public string OrderId { get; init; } = "";

    /// <param name="payment">The payment that the request belongs to; null for none.</param>
    public static CallView Of(Exchange call, Transaction? payment) => new(
        call.Number, call.At, Math.Round(call.Milliseconds, 3), call.Api, call.Verb, call.HttpStatus, call.AccessId,
        call.Head.ContentType, call.Head.ContentEncoding, call.Head.Query,
        call.ShownRequest, call.Answer, [.. call.Notes.Select(note => note.En)],
        call.Fault == AnswerFault.None ? null : $"{call.Fault}")
    {
        Outcome = CallOutcomes.Of(call).Name(),
        ShopId = call.ShopId.Length > 0 ? call.ShopId : payment?.ShopId ?? "",
        OrderId = call.OrderId.Length > 0 ? call.OrderId : payment?.OrderId ?? "",
    };
}
