#pragma warning disable format // aligned tables
using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Notifications;

/// <summary>The delivery of a notification: the HTTP requests, and what the answers mean.</summary>
internal sealed partial class NotificationSender
{
    /// <summary>How much of a merchant's answer is stored.</summary>
    public const int MaxReplyCharacters = 500;

    /// <summary>
    /// Sends the gateway's connectivity test once: a notification without a payment, with the code E00000000.
    /// </summary>
    /// <param name="accessId">The payment whose scenario sends it; null for a test that an operator requests.</param>
    public async Task<NotificationAttempt> Test(Shop shop, CancellationToken stop, string? accessId = null)
    {
        var fields = WireFields.ConnectivityTest(shop);
        var attempt = await Attempt(shop, fields, stop);
        exchanges.Add(new()
        {
            Kind = ObservedKind.ConnectivityTest,
            At = attempt.At,
            RealAt = time.Now,
            Milliseconds = attempt.Milliseconds,
            Api = attempt.Url,
            HttpStatus = attempt.HttpStatus ?? 0,
            Request = Redaction.MaskFields(fields),
            Reply = attempt.Reply,
            ShopId = shop.ShopId,
            AccessId = accessId,
        });
        return attempt;
    }

    async Task<List<NotificationAttempt>> Deliver(
        Transaction transaction, Notification notification, ScenarioAction action, CancellationToken stop)
    {
        return action switch
        {
            ScenarioAction.Omit      => [Omitted(contexts.ShopOf(transaction))],
            ScenarioAction.Send send => await Deliver(transaction, notification, send.Options, stop),
            _                        => [await Attempt(contexts.ShopOf(transaction), notification.Fields, stop)],
        };
    }

    async Task<List<NotificationAttempt>> Deliver(
        Transaction transaction, Notification notification, DeliveryOptions options, CancellationToken stop)
    {
        if (options.ConnectivityTest) await Test(Shop(), stop, transaction.AccessId);
        ImmutableArray<KeyValuePair<string, string>> fields = [.. options.OverrideFields(notification.Fields)];
        ImmutableArray<KeyValuePair<string, string>>? altered = fields.SequenceEqual(notification.Fields) ? null : fields;
        if (options.Together) return [.. await Task.WhenAll(Enumerable.Range(0, options.Times).Select(_ => SendCopy()))];
        var attempts = new List<NotificationAttempt>();
        for (var copy = 0; copy < options.Times; copy++) attempts.Add(await SendCopy());
        return attempts;

        async Task<NotificationAttempt> SendCopy() =>
            await Attempt(Shop(), fields, stop) with { Altered = altered, IsTogether = options.Together };

        // Read before each post, because a shop can end in between.
        Shop Shop() => contexts.ShopOf(transaction);
    }

    NotificationAttempt Omitted(Shop shop) => new(
        clocks.Now(shop.ShopId), 0, redactor().MaskUrl(shop.NotifyUrl), AttemptResult.Omitted, null, null,
        "not sent: the scenario omits it");

    async Task<NotificationAttempt> Attempt(Shop shop, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        var url = shop.NotifyUrl;
        var at = clocks.Now(shop.ShopId);
        var realAt = time.Now;
        var began = Stopwatch.GetTimestamp();
        using var deadline = deadlines.Begin(shop.ShopId, RetryPlan.ResponseTimeout, stop);
        try
        {
            if (url.Length == 0) return Ended(AttemptResult.NoUrl, "the shop has no notification URL");
            var answer = await merchants.Post(url, fields, deadline.Token);
            var result = Classify(answer);
            return Ended(result, Describe(result, answer), answer,
                result == AttemptResult.Received ? [] : ResponseNotes.Of(answer, redactor()));
        }
        catch (MerchantTimeoutException fault) when (!stop.IsCancellationRequested)
        {
            return Ended(AttemptResult.NoAnswer, $"no answer within {RetryPlan.ResponseTimeout.TotalSeconds:0} s", notes: fault.Notes);
        }
        catch (MerchantException fault)
        {
            return Ended(AttemptResult.NotReached, "not delivered", notes: fault.Notes) with { IsHostRefused = fault.IsHostRefused };
        }
        catch (Exception fault) when (fault is InvalidOperationException or UriFormatException)
        {
            return Ended(AttemptResult.NotReached, $"not delivered: {fault.Message}");
        }

        NotificationAttempt Ended(AttemptResult end, string outcome, MerchantResponse? answer = null, IReadOnlyList<Note>? notes = null) =>
            new(at, ElapsedMilliseconds(began), redactor().MaskUrl(url), end, answer?.HttpStatus, Shown(answer?.Body), outcome)
            {
                RealAt = realAt,
                Notes = notes is { Count: > 0 } ? notes : null,
            };
    }

    // UNVERIFIED: that white space around the 0 does no harm, and that a 1 is tried again.
    static AttemptResult Classify(MerchantResponse answer)
    {
        if (answer.HttpStatus != 200) return AttemptResult.WrongStatus;
        return answer.Body.Trim() switch
        {
            "0" => AttemptResult.Received,
            "1" => AttemptResult.NotGood,
            _   => AttemptResult.WrongBody,
        };
    }

    static string Describe(AttemptResult result, MerchantResponse answer) => result switch
    {
        AttemptResult.Received  => "received",
        AttemptResult.NotGood   => "not received: the merchant answered 1 (NG)",
        AttemptResult.WrongBody => "not received: the answer is 200, but its body is not 0",
        _                       => $"not received: HTTP {answer.HttpStatus} instead of 200 with the body 0",
    };

    static double ElapsedMilliseconds(long began) => Stopwatch.GetElapsedTime(began).TotalMilliseconds;

    // An error page of the shop can have its settings, with passwords. Masked before it is shortened, because a secret may be cut in two.
    string? Shown(string? body)
    {
        if (body is null) return null;
        var masked = redactor().MaskText(body);
        return masked.Length > MaxReplyCharacters ? masked[..MaxReplyCharacters] : masked;
    }
}
