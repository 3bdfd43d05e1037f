using KantanSim.Configuration;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>A value of each answered field, as examples show it.</summary>
internal static class AnswerExamples
{
    static readonly Dictionary<string, string> Values = new()
    {
        ["AccessID"]        = "0123456789abcdef0123456789abcdef",
        ["AccessPass"]      = "fedcba9876543210fedcba9876543210",
        ["OrderID"]         = "ORDER-1",
        ["Token"]           = "Ab+/Cd0123456789Ab+/Cd0123456789Ab+/Cd0123456789Ab+/Cd012345678=",
        ["ProcessDate"]     = "20260115090000",
        ["JobCd"]           = "AUTH",
        ["Amount"]          = "1000",
        ["Tax"]             = "100",
        ["ClientField1"]    = "",
        ["ClientField2"]    = "",
        ["ClientField3"]    = "",
        ["PayType"]         = "24",
        ["RcUsePoint"]      = "100",
        ["RcUseCoupon"]     = "0",
        ["RcUseShopCoupon"] = "0",
        ["RcUpdateAuthDay"] = "20260115",
    };

    /// <summary>Empty for a field that has no example, as the gateway answers what it lacks.</summary>
    public static string Of(string key, Operation operation, PaymentMethods methods) => (key, methods.FindOperation(operation.Api)?.Method) switch
    {
        ("Status", { } method) => StatusAfter(operation, method.Lifecycle),
        ("Status", null) => GatewayStatus.Authorised.Code,
        ("StartURL", { } method) => $"{ListenUrls.Default}/payment/{method.StartApi}.idPass",
        _ => Values.GetValueOrDefault(key, ""),
    };

    static string StatusAfter(Operation operation, Lifecycle lifecycle)
    {
        var row = lifecycle.Table.First(row => row.On.Name.StartsWith(operation.Api, StringComparison.Ordinal) && row.From.Length > 0);
        return (row.Transition.To ?? row.From[0]).Code;
    }
}
