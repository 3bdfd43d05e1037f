#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Gateway;

/// <summary>
/// The position of the code for an AccessID and AccessPass that name no transaction, and which PayType finds an order.
/// </summary>
public sealed class UnknownPairTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    const string Malformed = "null";
    const string Unknown = "00000000000000000000000000000000";

    SimulatorFixture Simulator => shared.Simulated;

    [Theory]
    // Both are present, malformed or unknown.
    [InlineData("RecruitSales",  Malformed, Malformed, "O-1", "", "M01007008|M01008008|M01058002")]
    [InlineData("RecruitSales",  Malformed, Unknown,   "O-1", "", "M01007008|M01058002")]
    [InlineData("RecruitSales",  Unknown,   Malformed, "O-1", "", "M01008008|M01058002")]
    [InlineData("RecruitSales",  Unknown,   Unknown,   "O-1", "", "M01058002")]
    // Before the errors of later fields.
    [InlineData("RecruitSales",  Unknown,   Unknown,   "",    "", "M01058002|M01004001")]
    [InlineData("RecruitSales",  Malformed, Malformed, "",    "", "M01007008|M01008008|M01058002|M01004001")]
    [InlineData("ExecTranRecruit", Malformed, Malformed, "O-1", "RetURL=&ItemName=", "M01007008|M01008008|M01058002|M01059001|M01232001")]
    // Amounts are not checked.
    [InlineData("RecruitChange", Malformed, Malformed, "O-1", "Amount=&Tax=x", "M01007008|M01008008|M01058002")]
    [InlineData("RecruitChange", Unknown,   Unknown,   "O-1", "Amount=12345678901&Tax=x", "M01058002")]
    [InlineData("RecruitSales",  Unknown,   Unknown,   "O-1", "Amount=x", "M01058002")]
    [InlineData("RecruitCancel", Unknown,   Unknown,   "O-1", "Amount=x&Tax=x", "M01058002")]
    [InlineData("RecruitUpdateAuth", Malformed, Malformed, "O-1", "", "M01007008|M01008008|M01058002")]
    [InlineData("RecruitContinuanceChange", Malformed, Malformed, "O-1", "Amount=x", "M01007008|M01008008|M01058002")]
    [InlineData("RecruitContinuanceCancel", Unknown, Unknown, "O-1", "", "M01058002")]
    [InlineData("RecruitContinuanceChargeCancel", Unknown, Unknown, "O-1", "", "M01058002|M01253001")]
    // Not when one of both is missing.
    [InlineData("RecruitSales",  "",        Malformed, "O-1", "", "M01007001|M01008008")]
    [InlineData("RecruitSales",  Malformed, "",        "O-1", "", "M01007008|M01008001")]
    [InlineData("RecruitChange", "",        "",        "O-1", "Amount=", "M01007001|M01008001|M01005001")]
    public async Task The_code_of_an_unknown_pair_follows_those_of_its_ids(
        string api, string accessId, string accessPass, string orderId, string more, string errInfo)
    {
        var fields = more.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]));
        var answer = await Simulator.CallOperation(api, new(orderId, accessId, accessPass), [.. fields]);
        Assert.Equal(errInfo, answer["ErrInfo"]);
        Assert.Equal(string.Join('|', errInfo.Split('|').Select(_ => "M01")), answer["ErrCode"]);
    }

    [Fact]
    public async Task The_code_of_an_unknown_shop_follows_those_of_fields()
    {
        var answer = await Simulator.Call("RecruitSales", null,
            ("ShopID", "tshop00000001"), ("ShopPass", "other"), ("AccessID", Malformed), ("AccessPass", Malformed), ("OrderID", ""));
        Assert.Equal("M01007008|M01008008|M01058002|M01004001|M01002002", answer["ErrInfo"]);
    }

    [Theory]
    [InlineData("BesideIds", "WithFieldErrors", Malformed, "M01007008|M01008008|M01058002|M01059001|M01002002")]
    [InlineData("BesideIds", "WithFieldErrors", Unknown,   "M01058002|M01059001|M01002002")]
    [InlineData("BesideIds", "OnlyWithout",     Malformed, "M01007008|M01008008|M01059001")]
    [InlineData("BesideIds", "OnlyWithout",     Unknown,   "M01059001")]
    [InlineData("Last",      "WithFieldErrors", Malformed, "M01007008|M01008008|M01059001|M01002002")]
    [InlineData("Last",      "WithFieldErrors", Unknown,   "M01059001|M01002002|M01058002")]
    [InlineData("Last",      "OnlyWithout",     Unknown,   "M01059001")]
    public async Task The_position_of_an_unknown_pair_s_code_depends_on_two_protocol_options(
        string unknownPair, string credentialErrors, string id, string errInfo)
    {
        await using var own = await SimulatorFixture.Start(settings:
        [
            $"--KantanSim:Protocol:UnknownPair={unknownPair}",
            $"--KantanSim:Protocol:CredentialErrors={credentialErrors}",
        ]);
        var answer = await own.Call("ExecTranRecruit", null,
            ("ShopID", "tshop00000001"), ("ShopPass", "other"), ("AccessID", id), ("AccessPass", id),
            ("OrderID", "O-1"), ("ItemName", "Mug"));
        Assert.Equal(errInfo, answer["ErrInfo"]);
    }

    [Theory]
    [InlineData("0",   "M01004002")]
    [InlineData("3",   "M01004002")]
    [InlineData("25",  "M01004002")]
    [InlineData("45",  "M01004002")]
    [InlineData("50",  "M01004002")]
    [InlineData("15",  "M01051011")]
    [InlineData("17",  "M01051011")]
    [InlineData("51",  "M01051011")]
    [InlineData("99",  "M01051011")]
    [InlineData("03",  "M01051011")]
    [InlineData("x",   "M01051011")]
    [InlineData("240", "M01051005|M01051011")]
    [InlineData("",    "M01051001")]
    public async Task An_order_is_found_only_by_its_own_PayType(string payType, string errInfo)
    {
        var order = await Simulator.RegisterPayment($"PT-{(payType.Length == 0 ? "none" : payType)}");
        Assert.Equal(errInfo, (await Simulator.SearchTrade(order, payType))["ErrInfo"]);
    }

    [Fact]
    public async Task An_unknown_order_is_answered_as_unknown_for_a_method_that_is_not_simulated() =>
        Assert.Equal("M01004002", (await Simulator.SearchTrade(new("NOWHERE", "", ""), "45"))["ErrInfo"]);

    [Theory]
    [InlineData("M01058002", "M01")]
    [InlineData("RC1000007", "RC1")]
    [InlineData("E91099997", "E91")]
    [InlineData("42G020000", "G02")]
    [InlineData("42C010000", "C01")]
    public void ErrCode_is_derived_from_ErrInfo(string info, string code) => Assert.Equal(code, new ErrorCode(info).Code);
}
