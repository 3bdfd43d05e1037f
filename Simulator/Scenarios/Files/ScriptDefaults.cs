#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>What the calls of a script send unless a step's <c>fields</c> say otherwise.</summary>
internal static class ScriptDefaults
{
    /// <summary>In yen.</summary>
    public const int Amount = 1_000;

    public const string ItemName = "Mug";

    static readonly string[] Shop = ["ShopID", "ShopPass", "OrderID"];
    static readonly string[] Pair = ["AccessID", "AccessPass"];

    /// <summary>The fields of a call besides those that identify shop, order and payment, RetURL and ItemName.</summary>
    /// <param name="value">The step's value; null: none.</param>
    public static IReadOnlyList<(string Name, string Value)> Fields(string api, string? value) => api switch
    {
        "EntryTranRecruit"               => [("JobCd", "AUTH"), ("Amount", $"{Amount}")],
        "EntryTranRecruitContinuance"    => [("Amount", $"{Amount}")],
        "ExecTranRecruitContinuance"     => [("ChargeDay", "31"), ("FirstMonthFreeFlag", "0")],
        _ when ValueField(api) is { } of => [(of, value ?? "")],
        _                                => [],
    };

    /// <summary>The fields that a step sends by itself: those that identify shop, order and payment, RetURL and ItemName.</summary>
    public static IReadOnlyList<string> Identity(string api) => api switch
    {
        "EntryTranRecruit" or "EntryTranRecruitContinuance" => Shop,
        "SearchTradeMulti"                                  => [.. Shop, "PayType"],
        "ExecTranRecruit" or "ExecTranRecruitContinuance"   => [.. Shop, .. Pair, "RetURL", "ItemName"],
        _                                                   => [.. Shop, .. Pair],
    };

    /// <summary>The PayType of SearchTradeMulti.</summary>
    public static string PayType(bool isContract) => isContract ? "25" : "24";

    /// <summary>The field that a step's value is for; null: the call takes no value.</summary>
    public static string? ValueField(string api) => api switch
    {
        "RecruitChange" or "RecruitContinuanceChange" => "Amount",
        "RecruitContinuanceChargeCancel"              => "ContinuanceMonth",
        _                                             => null,
    };
}
