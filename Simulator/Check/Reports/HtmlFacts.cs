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
        var calls = CappedList<CallView>.Of(facts.Calls, MaxCalls);
        return new()
        {
            ["shop"] = ShownText.Line(facts.ShopId),
            ["orders"] = facts.Orders.Take(MaxPayments).Select(Order),
            ["orders_left"] = Math.Max(0, facts.Orders.Length - MaxPayments),
            ["steps"] = steps.First.Select(Step),
            ["steps_left"] = steps.LeftOut,
            ["sent"] = facts.Sent.Take(MaxSteps).Select(Sent),
            ["sent_left"] = Math.Max(0, facts.Sent.Length - MaxSteps),
            ["payments"] = payments.First.Select(payment => HtmlPayment.Of(payment, gateway, language)),
            ["payments_left"] = payments.LeftOut,
            ["calls"] = calls.First.Select(call => Call(call, gateway)),
            ["calls_left"] = calls.LeftOut,
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

    static Dictionary<string, object?> Step(StepRecord step) => new()
    {
        ["what"] = ShownText.Line(step.What),
        ["done"] = step.IsDone,
        ["accepted"] = step.IsAccepted,
        ["sent"] = ShownText.Lines(step.Sent),
        ["answer"] = ShownText.Line(step.Answer),
        ["at"] = Jst.Readable(step.At),
    };

    static Dictionary<string, object?> Sent(SentMessage message) => new()
    {
        ["summary"] = ShownText.Line(message.Summary),
        ["url"] = ShownText.Line(message.Url),
        ["status"] = message.Status is { } status ? $"HTTP {status}" : "",
        ["answer"] = ShownText.Line(message.Answer),
        ["took"] = string.Create(CultureInfo.InvariantCulture, $"{message.Took.TotalMilliseconds:0} ms"),
        ["at"] = Jst.Readable(message.At),
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
