#pragma warning disable format // aligned tables
using KantanSim.Configuration;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Example values of the answered fields, for the OpenAPI document.</summary>
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

    /// <returns>Empty for a field without an example, as the gateway answers a value that it does not have.</returns>
    public static string Of(string key, Operation operation, PaymentMethods methods)
    {
        var method = methods.FindOperation(operation.Api)?.Method;
        if (key == "Status") return method is null ? GatewayStatus.Authorised.Code : StatusAfter(operation, method.Lifecycle);
        if (key == "StartURL" && method is not null) return $"{ListenUrls.Default}/payment/{method.StartApi}.idPass";
        return Values.GetValueOrDefault(key, "");
    }

    static string StatusAfter(Operation operation, Lifecycle lifecycle)
    {
        var row = lifecycle.Table.First(row =>
            row.On.Name.StartsWith(operation.Api, StringComparison.Ordinal) && row.From.Length > 0);
        return (row.Transition.To ?? row.From[0]).Code;
    }
}
