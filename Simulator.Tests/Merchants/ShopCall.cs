namespace KantanSim.Tests.Merchants;

/// <summary>A gateway call without the shop's credentials.</summary>
/// <param name="Required">A successful answer without one of these fields counts as no answer.</param>
internal sealed record ShopCall(string Api, (string Name, string Value)[] Fields, params string[] Required)
{
    /// <summary>The call that a step makes for an order.</summary>
    /// <param name="returnUrl">RetURL: absolute.</param>
    public static ShopCall For(ShopStep step, ShopOrder order, string returnUrl)
    {
        (string, string)[] id = [("OrderID", order.OrderId)];
        (string, string)[] access = [("AccessID", order.AccessId), ("AccessPass", order.AccessPass), .. id];
        return step switch
        {
            ShopStep.Search => new("SearchTradeMulti", [.. id, ("PayType", "24")], "Status", "AccessID", "AccessPass", "Amount"),
            ShopStep.Register => new("EntryTranRecruit", [.. id, ("JobCd", order.JobCd), Yen(order.Amount)], "AccessID", "AccessPass"),
            ShopStep.Request => new(
                "ExecTranRecruit", [.. access, ("RetURL", returnUrl), ("ItemName", order.Item)], "Token", "StartURL"),
            ShopStep.Sell => new("RecruitSales", access, "Status"),
            ShopStep.Cancel => new("RecruitCancel", access, "Status"),
            ShopStep.Change => new("RecruitChange", [.. access, Yen(order.NewAmount)], "Status", "Amount"),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a gateway call"),
        };
    }

    static (string, string) Yen(int amount) => ("Amount", $"{amount}");
}
