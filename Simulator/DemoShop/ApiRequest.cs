namespace KantanSim.DemoShop;

/// <summary>
/// A gateway call without the shop's credentials. Each factory picks the API of the order's payment method: one-shot purchase or
/// subscription.
/// </summary>
/// <param name="Api">Name of the API, such as <c>EntryTranRecruit</c>.</param>
/// <param name="RequiredFields">An answer without one of these fields counts as no answer.</param>
internal sealed record ApiRequest(string Api, IReadOnlyList<KeyValuePair<string, string>> Fields, params string[] RequiredFields)
{
    /// <summary>Scheme and host name to call the gateway by; null for its own address.</summary>
    public Uri? HostOverride { get; init; }

    /// <summary>Name of the simulator's scenario for a registration; empty for none.</summary>
    public string Scenario { get; init; } = "";

    public static ApiRequest Register(Order order) => order.Plan is null
        ? new("EntryTranRecruit", [OrderId(order), new("JobCd", order.JobCd), .. Yen(order.Price)], "AccessID", "AccessPass")
        : new("EntryTranRecruitContinuance", [OrderId(order), .. Yen(order.Price)], "AccessID", "AccessPass");

    public static ApiRequest Request(Order order, string returnUrl)
    {
        KeyValuePair<string, string>[] fields = [.. Access(order), new("RetURL", returnUrl), new("ItemName", order.ItemName)];
        if (order.Plan is not { } plan) return new("ExecTranRecruit", fields, "Token", "StartURL");
        fields = [.. fields, new("ChargeDay", $"{plan.ChargeDay}"), new("FirstMonthFreeFlag", plan.FirstMonthFree ? "1" : "0")];
        return new("ExecTranRecruitContinuance", fields, "Token", "StartURL");
    }

    public static ApiRequest Search(Order order)
    {
        var payType = order.Plan is null ? "24" : "25";
        return new("SearchTradeMulti", [OrderId(order), new("PayType", payType)], "Status", "AccessID", "AccessPass");
    }

    public static ApiRequest Capture(Order order) => new("RecruitSales", Access(order), "Status");

    public static ApiRequest Cancel(Order order) =>
        new(order.Plan is null ? "RecruitCancel" : "RecruitContinuanceCancel", Access(order), "Status");

    public static ApiRequest Change(Order order, Price price)
    {
        var api = order.Plan is null ? "RecruitChange" : "RecruitContinuanceChange";
        return new(api, [.. Access(order), .. Yen(price)], "Status", "Amount");
    }

    /// <param name="month">yyyyMM.</param>
    public static ApiRequest CancelCharge(Order order, int month) =>
        new("RecruitContinuanceChargeCancel", [.. Access(order), new("ContinuanceMonth", $"{month}")], "Status");

    static KeyValuePair<string, string> OrderId(Order order) => new("OrderID", order.OrderId);

    static KeyValuePair<string, string>[] Yen(Price price) => [new("Amount", $"{price.Amount}"), new("Tax", $"{price.Tax}")];

    static KeyValuePair<string, string>[] Access(Order order) =>
        [new("AccessID", order.AccessId), new("AccessPass", order.AccessPass), OrderId(order)];
}
