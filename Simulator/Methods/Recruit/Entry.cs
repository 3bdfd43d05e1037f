using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>EntryTranRecruit: registers a payment (protocol.md 2.1).</summary>
internal static class Entry
{
    public static readonly Operation Operation = new RegisteringOperation("EntryTranRecruit",
        [
            CommonFields.ShopId,
            CommonFields.ShopPass,
            CommonFields.OrderId,
            CommonFields.JobCd,
            CommonFields.Amount,
            CommonFields.Tax,
        ],
        Decide)
    { Step = 2, AcrossFields = TotalTooLarge };

    static Decision Decide(Request request, Registration registration, Moment moment)
    {
        var accessId = moment.Ids.AccessId(moment.Shop.ShopId, request["OrderID"]);
        var registered = new Transaction
        {
            Number = registration.Number,
            AccessId = accessId,
            AccessPass = moment.Ids.AccessPass(accessId),
            ShopId = moment.Shop.ShopId,
            OrderId = request["OrderID"],
            Method = "Recruit",
            Status = RecruitLifecycle.Unprocessed,
            CreatedAt = moment.Now,
            ChangedAt = moment.Now,
            JobCd = request["JobCd"],
            Amount = request.Number("Amount"),
            Tax = request.Number("Tax"),
            Scenario = registration.Scenario,
        };
        return new()
        {
            Transaction = registered,
            Reply = [new("OrderID", registered.OrderId), new("AccessID", accessId), new("AccessPass", registered.AccessPass)],
        };
    }

    // UNVERIFIED: the code for a sum that is too large (protocol.md 2.0, 6.2).
    static IEnumerable<ErrorCode> TotalTooLarge(Request request) =>
        request["Amount"].Length <= 7 && request["Tax"].Length <= 7
        && request.Number("Amount") <= CommonFields.LargestAmount
        && request.Number("Amount") + request.Number("Tax") > CommonFields.LargestAmount
            ? [GatewayErrors.AmountOutOfRange] : [];
}
