#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>The keys that SearchTradeMulti answers, in order.</summary>
public sealed class SearchTests
{
    const string Short = "Status ProcessDate JobCd AccessID AccessPass Amount Tax ClientField1 ClientField2 ClientField3 PayType";

    const string Legacy =
        "Status ProcessDate JobCd AccessID AccessPass ItemCode Amount Tax SiteID MemberID CardNo Expire Method PayTimes Forward TranID " +
        "Approve ClientField1 ClientField2 ClientField3 PayType CvsCode CvsConfNo CvsReceiptNo EdyReceiptNo EdyOrderNo SuicaOrderNo " +
        "SuicaReceiptNo CustID BkCode ConfNo EncryptReceiptNo PaymentTerm WebMoneyManagementNo WebMoneySettleCode AuPayInfoNo " +
        "AuPayMethod AuCancelAmount AuCancelTax DocomoSettlementCode DocomoCancelAmount DocomoCancelTax SbTrackingId SbCancelAmount " +
        "SbCancelTax Currency";

    const string OneShot = " RcOrderId RcCustomerId RcOrderTime RcUsePoint RcUseCoupon RcUseShopCoupon RcUpdateAuthDay";
    const string Recurring = " RcCustomerId RcContractId RcStartChargeMonth";

    [Theory]
    [InlineData("Short",  "24", Short + OneShot)]
    [InlineData("Short",  "25", Short + Recurring)]
    [InlineData("Legacy", "24", Legacy + OneShot)]
    [InlineData("Legacy", "25", Legacy + Recurring)]
    public async Task An_inquiry_answers_the_keys_of_its_mode_and_method(string mode, string payType, string keys)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Protocol:Search={mode}");
        var order = payType == "24" ? await simulated.Paid("AUTH", ""","points":100""") : await simulated.SignsUp();
        var answer = await simulated.SearchTrade(order, payType);
        Assert.Equal(keys, string.Join(' ', answer.Keys));
        var walletKeys = keys.Split(' ').Where(key => key.StartsWith("Rc", StringComparison.Ordinal));
        Assert.All(walletKeys, key => Assert.True(answer[key].Length > 0 || key == "RcUpdateAuthDay", key));
        Assert.Equal(
            (payType == "24" ? "AUTH" : "REGISTER", payType, order.AccessPass),
            (answer["Status"], answer["PayType"], answer["AccessPass"]));
        Assert.Equal("M01004002", (await simulated.SearchTrade(order, payType == "24" ? "25" : "24"))["ErrInfo"]);
    }
}
