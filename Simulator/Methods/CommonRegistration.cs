using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>What every method's registration does (EntryTran…, step 2).</summary>
internal static class CommonRegistration
{
    public static readonly ImmutableArray<string> Answers = ["OrderID", "AccessID", "AccessPass"];

    public static Decision Register(this PaymentMethod method, Status first, Request request, Registration registration, DecisionContext moment, string jobCd = "")
    {
        var registered = new Transaction
        {
            Number = registration.Number,
            AccessId = registration.AccessId,
            AccessPass = moment.Ids.AccessPass(registration.AccessId),
            ShopId = moment.Shop.ShopId,
            OrderId = request["OrderID"],
            Method = method.Name,
            Status = first,
            CreatedAt = moment.Now,
            ChangedAt = moment.Now,
            JobCd = jobCd,
            Amount = request.Number("Amount"),
            Tax = request.Number("Tax"),
            Scenario = registration.Scenario,
        };
        return new()
        {
            Transaction = registered,
            Reply = [new("OrderID", registered.OrderId), new("AccessID", registered.AccessId), new("AccessPass", registered.AccessPass)],
            NotificationDrafts = method.DraftNotifications(registered, moment),
        };
    }
}
