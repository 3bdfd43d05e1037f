namespace KantanSim.DemoShop;

/// <summary>A call to make, without the shop's credentials: of a purchase or, by the same names, of a subscription.</summary>
/// <param name="RequiredFields">Fields without which the answer is of no use.</param>
internal sealed record ApiRequest(string Api, IReadOnlyList<KeyValuePair<string, string>> Fields, params string[] RequiredFields)
{
    /// <summary>The scheme and the name to ask under; null for the address's own.</summary>
    public Uri? HostOverride { get; init; }

    /// <summary>The simulator's scenario to play, on the registration; empty for none.</summary>
    public string Scenario { get; init; } = "";

    public static ApiRequest Register(Order order) => order.Plan is null
        ? new("EntryTranRecruit", [new("OrderID", order.OrderId), new("JobCd", order.JobCd), .. Price(order.Amount)], "AccessID", "AccessPass")
        : new("EntryTranRecruitContinuance", [new("OrderID", order.OrderId), .. Price(order.Amount)], "AccessID", "AccessPass");

    public static ApiRequest Request(Order order, string returnUrl)
    {
        KeyValuePair<string, string>[] fields = [.. Access(order), new("RetURL", returnUrl), new("ItemName", order.ItemName)];
        return order.Plan is not { } plan ? new("ExecTranRecruit", fields, "Token", "StartURL")
            : new("ExecTranRecruitContinuance", [.. fields, new("ChargeDay", $"{plan.ChargeDay}"), new("FirstMonthFreeFlag", plan.FirstMonthFree ? "1" : "0")], "Token", "StartURL");
    }

    public static ApiRequest Search(Order order) =>
        new("SearchTradeMulti", [new("OrderID", order.OrderId), new("PayType", order.Plan is null ? "24" : "25")], "Status", "AccessID", "AccessPass");

    public static ApiRequest Capture(Order order) => new("RecruitSales", Access(order), "Status");

    public static ApiRequest Cancel(Order order) => new(order.Plan is null ? "RecruitCancel" : "RecruitContinuanceCancel", Access(order), "Status");

    public static ApiRequest Change(Order order, int amount) =>
        new(order.Plan is null ? "RecruitChange" : "RecruitContinuanceChange", [.. Access(order), .. Price(amount)], "Status", "Amount");

    public static ApiRequest CancelCharge(Order order, int month) => new("RecruitContinuanceChargeCancel", [.. Access(order), new("ContinuanceMonth", $"{month}")], "Status");

    static KeyValuePair<string, string>[] Price(int amount) => [new("Amount", $"{amount}"), new("Tax", $"{Product.TaxOn(amount)}")];

    static KeyValuePair<string, string>[] Access(Order order) =>
        [new("AccessID", order.AccessId), new("AccessPass", order.AccessPass), new("OrderID", order.OrderId)];
}
