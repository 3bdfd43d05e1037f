using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Methods;

/// <summary>Calls the decisions of payment methods directly, without a server, for tests that are exact to the tick.</summary>
internal static class Decisions
{
    /// <summary>When every transaction here is registered: 2026-01-15 09:00 in Japan.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly PaymentMethods All = CompositionRoot.Methods();

    public static PaymentMethod Method(string name) => All.All.Single(method => method.Name == name);

    public static DecisionContext At(DateTimeOffset now, ProtocolOptions? options = null) =>
        new(now, new() { ShopId = "tshop00000001", ShopPass = "kantansim1" }, new(new byte[32]), "http://127.0.0.1", options ?? new());

    /// <summary>A transaction of 1000 yen in a status, with a request, a visit, a card payment and the method's contract.</summary>
    public static Transaction Transaction(string method, Status status) => new()
    {
        Number = 1,
        AccessId = new('a', 32),
        AccessPass = new('b', 32),
        ShopId = "tshop00000001",
        OrderId = "LIMIT-1",
        Method = method,
        Status = status,
        CreatedAt = Begin,
        ChangedAt = Begin,
        JobCd = "AUTH",
        Amount = 1000,
        Tax = 0,
        Scenario = new("success", ""),
        Request = new() { Token = "token", ReturnUrl = "http://127.0.0.1/return", ItemName = "Mug", StartLimit = Begin.AddSeconds(120) },
        Visit = new("visit", "http://127.0.0.1/recruit/pay/visit"),
        Payment = new() { MemberId = "taro", CustomerId = "", WalletOrderId = "", PaidAt = Begin, Split = new(1000), CardId = "visa" },
        Contract = method == "RecruitContinuance"
            ? new() { ChargeDay = 31, FirstMonthFree = false, SignedUpAt = Begin, StartMonth = 202601 }
            : null,
    };

    public static Decision Decide(
        string api, Transaction transaction, DecisionContext context, params (string Name, string Value)[] fields) =>
        ((UpdateOperation)All.FindOperation(api)!.Value.Operation).Decide(transaction, Call(fields), context);

    /// <summary>The code of a refusal; otherwise the status of the transaction.</summary>
    public static string Outcome(this Decision decision) => decision.IsRefused ? decision.Errors[0].Info : decision.Transaction.Status.Code;

    public static Request Call(params (string Name, string Value)[] fields) =>
        new(FormBody.Read(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
}
