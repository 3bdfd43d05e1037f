using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>What the registration of every method does (EntryTran…, step 2).</summary>
internal static class CommonRegistration
{
    public static readonly ImmutableArray<string> Answers = ["OrderID", "AccessID", "AccessPass"];

    public static Decision Register(
        this PaymentMethod method, Status status, Request request, Registration registration, DecisionContext context, string jobCd = "")
    {
        var transaction = new Transaction
        {
            Number = registration.Number,
            AccessId = registration.AccessId,
            AccessPass = context.Ids.AccessPass(registration.AccessId),
            ShopId = context.Shop.ShopId,
            OrderId = request["OrderID"],
            Method = method.Name,
            Status = status,
            CreatedAt = context.Now,
            ChangedAt = context.Now,
            JobCd = jobCd,
            Amount = request.Number("Amount"),
            Tax = request.Number("Tax"),
            Scenario = registration.Scenario,
        };
        return new()
        {
            Transaction = transaction,
            Reply =
            [
                new("OrderID", transaction.OrderId),
                new("AccessID", transaction.AccessId),
                new("AccessPass", transaction.AccessPass),
            ],
            NotificationDrafts = method.DraftNotifications(transaction, context),
        };
    }
}
