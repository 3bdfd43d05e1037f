using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods;

/// <summary>
/// What the payment request of every method does (ExecTran…, steps 2 to 5): it opens a visit at the wallet and answers where to send the
/// browser.
/// </summary>
internal static class CommonPaymentRequest
{
    public static readonly ImmutableArray<string> Answers = ["AccessID", "Token", "StartURL"];

    public static readonly ImmutableArray<FieldRule> ClientAndReturn =
    [
        CommonFields.ClientField1,
        CommonFields.ClientField2,
        CommonFields.ClientField3,
        CommonFields.ClientFieldFlag,
        CommonFields.ReturnUrl,
    ];

    /// <param name="change">What the method changes in the transaction in addition; null for nothing.</param>
    public static Decision RequestPayment(
        this PaymentMethod method, Transaction transaction, Trigger on, Request request, DecisionContext context,
        Func<Transaction, Transaction>? change = null)
    {
        var token = context.Ids.Token(transaction.AccessId);
        var visit = context.Ids.VisitId(transaction.AccessId);
        var limit = context.Now.AddSeconds(request.Number("PaymentTermSec", whenEmpty: context.Options.PaymentTermSeconds));
        var decision = method.Apply(transaction, on, context, before => (change is null ? before : change(before)) with
        {
            Visit = new(visit, $"{context.PublicUrl}/recruit/pay/{visit}"),
            Request = new()
            {
                Token = token,
                ReturnUrl = request["RetURL"],
                ItemName = request["ItemName"],
                StartLimit = limit,
                ClientField1 = request["ClientField1"],
                ClientField2 = request["ClientField2"],
                ClientField3 = request["ClientField3"],
                ReturnsClientFields = request["ClientFieldFlag"] == "1",
            },
        });
        return decision with { Reply = [.. Reply(method, transaction, token, limit, context)] };
    }

    static IEnumerable<KeyValuePair<string, string>> Reply(
        PaymentMethod method, Transaction transaction, string token, DateTimeOffset limit, DecisionContext context)
    {
        yield return new("AccessID", transaction.AccessId);
        yield return new("Token", token);
        yield return new("StartURL", $"{context.PublicUrl}/payment/{method.StartApi}.idPass");
        if (context.Options.StartLimitDate) yield return new("StartLimitDate", Jst.Timestamp(limit));
    }

    /// <summary>The browser arrives: within the payment term, the consumer's time at the wallet starts.</summary>
    /// <param name="requested">The status of a transaction whose browser has not arrived yet.</param>
    public static Decision BeginVisit(
        this PaymentMethod method, Transaction transaction, Trigger on, Status requested, DecisionContext context)
    {
        if (transaction.Status == requested && context.Now >= transaction.Request!.StartLimit) return method.Expire(transaction, context);
        return method.Apply(transaction, on, context, before => before with
        {
            Visit = before.Visit! with { DecideUntil = before.Visit.DecideUntil ?? DecideUntil(before, context) },
        });
    }

    /// <summary>The consumer returns to the shop without a result: the visit ends, and the status stays until the term expires.</summary>
    public static Decision EndVisit(
        this PaymentMethod method, Transaction transaction, Trigger on, ErrorCode? error, DecisionContext context) =>
        method.Apply(transaction, on, context, before => before with { Visit = before.Visit! with { IsOver = true, Fault = error } });

    static DateTimeOffset DecideUntil(Transaction transaction, DecisionContext context) =>
        context.Options.PaymentTerm == PaymentTermMode.WholePayment
            ? transaction.Request!.StartLimit
            : context.Now.AddMinutes(context.Options.WalletMinutes);
}
