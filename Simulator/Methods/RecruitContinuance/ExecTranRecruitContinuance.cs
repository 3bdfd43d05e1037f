using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>ExecTranRecruitContinuance requests the sign-up and answers the URL to send the consumer to.</summary>
internal static class ExecTranRecruitContinuance
{
    // UNVERIFIED: the same limit for characters and bytes; codes for both exist.
    static readonly FieldRule ItemName =
        FieldRule.Required("ItemName", GatewayErrors.MonthlyItemNameMissing,
            ("name of the subscription, as the wallet shows it", "ウォレットに表示される定期商品の名前"), "Tea club",
            FieldChecks.LongerThan(options => options.ItemNameBytes, GatewayErrors.MonthlyItemNameTooLong),
            FieldChecks.MoreBytesThan(options => options.ItemNameBytes, GatewayErrors.MonthlyItemNameTooManyBytes),
            FieldChecks.Forbidden(GatewayErrors.MonthlyItemNameCharacters)) with
        { SizeFact = Facts.Sizes };

    // UNVERIFIED: which days are allowed.
    static readonly FieldRule ChargeDay =
        FieldRule.Required("ChargeDay", GatewayErrors.ChargeDayMissing,
            ("day of the month of the charge: 10, 15, 20, 25, or 31 for the last day", "課金日。10、15、20、25、または31（月末）"), "31",
            FieldChecks.NotDigits(GatewayErrors.ChargeDayNotNumber),
            FieldChecks.NotAmong(options => options.ChargeDays, GatewayErrors.ChargeDayUnknown)) with
        { SizeFact = Facts.SoftBank };

    static readonly FieldRule FirstMonthFreeFlag =
        FieldRule.Required("FirstMonthFreeFlag", GatewayErrors.FirstMonthFreeMissing,
            ("0: the month of the sign-up is charged; 1: it is free", "初月無料フラグ。0：申込月を課金する、1：無料"), "0",
            FieldChecks.NotOneOf(GatewayErrors.FirstMonthFreeFormat, "0", "1")) with
        { SizeFact = Facts.SoftBank };

    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("ExecTranRecruitContinuance",
        [
            .. CommonFields.Access,
            .. CommonPaymentRequest.ClientAndReturn,
            ItemName,
            CommonFields.PaymentTerm,
            ChargeDay,
            FirstMonthFreeFlag,
        ],
        (transaction, request, context) =>
            recurring.RequestPayment(transaction, ContractLifecycle.Execute, request, context, before => WithContract(before, request)))
    {
        About = ("requests the sign-up: opens a visit at the wallet and answers where to send the browser",
            "継続課金の申込を実行する。ウォレットの手続きを開始し、利用者の誘導先を応答する"),
        Brief = ("requests the contract", "継続課金の申込を要求"),
        ActionLabel = ("Request contract", "申込実行"),
        Step = 2,
        Answers = CommonPaymentRequest.Answers,
        Refusals = [GatewayErrors.AlreadyRequested],
    };

    static Transaction WithContract(Transaction before, Request request) => before with
    {
        Contract = new() { ChargeDay = request.Number("ChargeDay"), FirstMonthFree = request["FirstMonthFreeFlag"] == "1" },
    };
}
