using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>ExecTranRecruitContinuance: requests the sign-up and answers where the consumer has to go (protocol.md 2.9).</summary>
internal static class ExecTranRecruitContinuance
{
    // UNVERIFIED: one limit for characters and bytes, both codes exist (protocol.md 6.2; 9, 22).
    static readonly FieldRule ItemName = FieldRule.Required("ItemName", GatewayErrors.MonthlyItemNameMissing, "what is subscribed to, as the wallet shows it", "Tea club",
        FieldChecks.LongerThan(choices => choices.ItemNameBytes, GatewayErrors.MonthlyItemNameTooLong),
        FieldChecks.MoreBytesThan(choices => choices.ItemNameBytes, GatewayErrors.MonthlyItemNameTooManyBytes),
        FieldChecks.Forbidden(GatewayErrors.MonthlyItemNameCharacters)) with
    { SizeFact = Facts.Sizes };

    // UNVERIFIED: which days can be chosen (protocol.md 2.9; 9, 18).
    static readonly FieldRule ChargeDay = FieldRule.Required("ChargeDay", GatewayErrors.ChargeDayMissing, "the day of the month that is charged: 10, 15, 20, 25, or 31 for its last day", "31",
        FieldChecks.NotDigits(GatewayErrors.ChargeDayNotNumber),
        FieldChecks.NotAmong(choices => choices.ChargeDays, GatewayErrors.ChargeDayUnknown)) with
    { SizeFact = Facts.SoftBank };

    static readonly FieldRule FirstMonthFreeFlag = FieldRule.Required("FirstMonthFreeFlag", GatewayErrors.FirstMonthFreeMissing, "0: the month of the sign-up is charged; 1: it is free", "0",
        FieldChecks.NotOneOf(GatewayErrors.FirstMonthFreeFormat, "0", "1")) with
    { SizeFact = Facts.SoftBank };

    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("ExecTranRecruitContinuance",
        [.. CommonFields.Access, .. CommonPaymentRequest.ClientAndReturn, ItemName, CommonFields.PaymentTerm, ChargeDay, FirstMonthFreeFlag],
        (transaction, request, moment) => recurring.RequestPayment(transaction, ContractLifecycle.Execute, request, moment, before => Asked(before, request)))
    {
        About = "requests the sign-up: opens a visit at the wallet and answers where the browser has to go",
        Step = 2,
        Answers = CommonPaymentRequest.Answers,
        Refusals = [GatewayErrors.AlreadyRequested],
    };

    static Transaction Asked(Transaction before, Request request) => before with
    {
        Contract = new() { ChargeDay = request.Number("ChargeDay"), FirstMonthFree = request["FirstMonthFreeFlag"] == "1" },
    };
}
