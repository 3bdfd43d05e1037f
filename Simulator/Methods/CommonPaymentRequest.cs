using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods;

/// <summary>What every method's payment request does (ExecTran…, steps 2 to 5): it opens a visit at the wallet and says where the browser has to go.</summary>
internal static class CommonPaymentRequest
{
    public static readonly ImmutableArray<string> Answers = ["AccessID", "Token", "StartURL"];

    public static readonly ImmutableArray<FieldRule> ClientAndReturn =
        [CommonFields.ClientField1, CommonFields.ClientField2, CommonFields.ClientField3, CommonFields.ClientFieldFlag, CommonFields.ReturnUrl];

    public static Decision RequestPayment(this PaymentMethod method, Transaction transaction, Trigger on, Request request, DecisionContext moment, Func<Transaction, Transaction>? also = null)
    {
        var token = moment.Ids.Token(transaction.AccessId);
        var visit = moment.Ids.VisitId(transaction.AccessId);
        var limit = moment.Now.AddSeconds(request.Number("PaymentTermSec", whenEmpty: moment.Options.PaymentTermSeconds));
        return method.Apply(transaction, on, moment, before => (also ?? (same => same))(before) with
        {
            Visit = new(visit, $"{moment.PublicUrl}/recruit/pay/{visit}"),
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
        }) with
        {
            Reply =
            [
                new("AccessID", transaction.AccessId), new("Token", token), new("StartURL", $"{moment.PublicUrl}/payment/{method.StartApi}.idPass"),
                .. moment.Options.StartLimitDate ? new KeyValuePair<string, string>[] { new("StartLimitDate", Jst.Timestamp(limit)) } : [],
            ],
        };
    }

    /// <summary>The browser arrives: before its term is over the consumer has a while to decide (protocol.md 9, 5).</summary>
    public static Decision BeginVisit(this PaymentMethod method, Transaction transaction, Trigger on, Status requested, DecisionContext moment) =>
        transaction.Status == requested && moment.Now >= transaction.Request!.StartLimit ? method.Expire(transaction, moment)
        : method.Apply(transaction, on, moment, before => before with
        {
            Visit = before.Visit! with { DecideUntil = before.Visit.DecideUntil ?? DecideUntil(before, moment) },
        });

    /// <summary>The consumer goes back to the shop, which is told nothing final: the visit is over, the status stays until the term ends.</summary>
    public static Decision EndVisit(this PaymentMethod method, Transaction transaction, Trigger on, ErrorCode? fault, DecisionContext moment) =>
        method.Apply(transaction, on, moment, before => before with { Visit = before.Visit! with { IsOver = true, Fault = fault } });

    static DateTimeOffset DecideUntil(Transaction transaction, DecisionContext moment) =>
        moment.Options.PaymentTerm == PaymentTermMode.WholePayment ? transaction.Request!.StartLimit : moment.Now.AddMinutes(moment.Options.WalletMinutes);
}
