using System.Globalization;
using KantanSim.Check.Judging;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Check.Reports;

/// <summary>The template model of what was done and seen in a case.</summary>
internal static class HtmlFacts
{
    /// <summary>Payments, steps and calls that are shown at most. Of more the report says how many are left out.</summary>
    public const int MaxPayments = 10, MaxSteps = 40, MaxCalls = 30;

    /// <param name="gateway">The URL of KantanSim.</param>
    public static Dictionary<string, object?> Of(CaseFacts facts, string gateway, ReportLanguage language)
    {
        var payments = CappedList<PaymentFacts>.Of(facts.Payments, MaxPayments);
        var steps = CappedList<StepRecord>.Of(facts.Steps, MaxSteps);
        var calls = CappedList<Dictionary<string, object?>>.Of(
            Repeated.Joined(facts.Calls.Select(call => Call(call, gateway)), "at"), MaxCalls);
        return new()
        {
            ["shop"] = ShownText.Line(facts.ShopId),
            ["orders"] = facts.Orders.Take(MaxPayments).Select(Order),
            ["orders_left"] = Math.Max(0, facts.Orders.Length - MaxPayments),
            ["steps"] = steps.First.Select(step => Step(step, language)),
            ["steps_left"] = steps.LeftOut,
            ["sent"] = facts.Sent.Take(MaxSteps).Select(sent => Sent(sent, language)),
            ["sent_left"] = Math.Max(0, facts.Sent.Length - MaxSteps),
            ["payments"] = payments.First.Select(payment => HtmlPayment.Of(payment, gateway, language)),
            ["payments_left"] = payments.LeftOut,
            ["calls"] = calls.First,
            ["calls_left"] = calls.LeftOut,
            ["calls_count"] = facts.Calls.Length,
        };
    }

    static Dictionary<string, object?> Order(PlacedOrder order, int index) => new()
    {
        ["number"] = index + 1,
        ["amount"] = order.Amount,
        ["word"] = order.Reading is { } reading ? ShownText.Line(reading.Word) : "",
        ["state"] = order.Reading is { } read ? $"{read.State}".ToLowerInvariant() : "",
        ["shipped"] = order.Reading?.Shipped is { } shipped ? $"{shipped}" : "",
        ["paid"] = order.Reading?.Amount,
    };

    static Dictionary<string, object?> Step(StepRecord step, ReportLanguage language) => new()
    {
        ["what"] = ShownText.Line(language.Words(step.What)),
        ["done"] = step.IsDone,
        ["accepted"] = step.IsAccepted,
        ["sent"] = ShownText.Lines(step.Sent),
        ["answer"] = ShownText.Line(language.Words(step.Answer)),
        ["at"] = Jst.Readable(step.At),
    };

    static Dictionary<string, object?> Sent(SentMessage message, ReportLanguage language) => new()
    {
        ["summary"] = ShownText.Line(language.Words(message.Summary)),
        ["url"] = ShownText.Line(message.Url),
        ["status"] = message.Status is { } status ? $"HTTP {status}" : "",
        ["answer"] = ShownText.Line(message.Answer),
        // Of the browser's return that KantanSim has played, time and duration are unknown.
        ["took"] = message.Took == default ? "" : string.Create(CultureInfo.InvariantCulture, $"{message.Took.TotalMilliseconds:0} ms"),
        ["at"] = message.At == default ? "" : Jst.Readable(message.At),
    };

    static Dictionary<string, object?> Call(CallView call, string gateway) => new()
    {
        ["api"] = ShownText.Line(call.Api),
        ["at"] = Jst.Readable(call.At),
        ["status"] = call.HttpStatus,
        ["error"] = call.Answer.TryGetValue("ErrInfo", out var error) ? ShownText.Line(error) : "",
        ["curl"] = ShownText.Lines(CurlCommand.Command($"{gateway}/payment/{call.Api}.idPass", call.Request, masked: true)),
        ["answer"] = ShownText.Line(string.Join("&", call.Answer.Select(field => $"{field.Key}={field.Value}"))),
        ["notes"] = call.Notes.Select(ShownText.Line),
    };
}
