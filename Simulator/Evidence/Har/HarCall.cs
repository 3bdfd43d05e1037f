using System.Text.Json.Nodes;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Evidence.Har;

/// <summary>A request to the gateway, or a post of the gateway that is no result notification, as an entry.</summary>
internal static class HarCall
{
    /// <param name="kept">Its bodies; null when they are no longer kept.</param>
    /// <param name="gateway">The base of the gateway's URLs.</param>
    /// <param name="visit">The id of the payment's visit; empty before it.</param>
    public static HarEntry Of(Observation one, Exchange? kept, string gateway, string visit) => new()
    {
        BeganAt = one.BeganAt,
        At = one.At,
        Milliseconds = one.Milliseconds,
        Method = one.Verb,
        Url = UrlOf(one, gateway, visit),
        HttpVersion = IsPost(one) ? HarEntry.Http11 : "unknown",
        Query = one.Head.Query,
        Headers =
        [
            ("Content-Type", one.Head.ContentType), ("Content-Encoding", one.Head.ContentEncoding), ("User-Agent", one.Head.UserAgent),
        ],
        Request = HarBodies.Request(one, kept),
        Status = one.Fault is AnswerFault.Hung or AnswerFault.Dropped ? 0 : one.HttpStatus,
        Response = HarBodies.Answer(one, kept),
        RedirectUrl = one.Kind == ObservedKind.Start ? one.Answer.GetValueOrDefault("redirect", "") : "",
        More =
        [
            ("_direction", DirectionOf(one)),
            ("_api", one.Api),
            ("_caller", one.Head.Caller.Length == 0 ? null : one.Head.Caller),
            ("_fault", one.Fault == AnswerFault.None ? null : $"{one.Fault}"),
            ("_simulatedSeconds", one.Waited == default ? null : Math.Round(one.Waited.TotalSeconds, 3)),
            ("_notes", one.Notes.Count == 0 ? null : new JsonArray([.. one.Notes.Select(note => (JsonNode)note.En)])),
        ],
    };

    static bool IsPost(Observation one) => one.Kind is ObservedKind.ReturnPost or ObservedKind.ConnectivityTest;

    static string UrlOf(Observation one, string gateway, string visit) => one.Kind switch
    {
        ObservedKind.ReturnPost or ObservedKind.ConnectivityTest => one.Api,
        ObservedKind.Other => gateway + one.Api,
        ObservedKind.ReturnPage => $"{gateway}/payment/return/{visit}",
        _ => $"{gateway}/payment/{one.Api}.idPass",
    };

    static string DirectionOf(Observation one) => one.Kind switch
    {
        ObservedKind.ReturnPost or ObservedKind.ConnectivityTest => "gateway to merchant",
        ObservedKind.Start or ObservedKind.ReturnPage => "consumer to gateway",
        _ => "merchant to gateway",
    };
}
