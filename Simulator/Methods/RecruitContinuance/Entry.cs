using KantanSim.Protocol;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>EntryTranRecruitContinuance: registers a contract; it has no JobCd (protocol.md 2.8).</summary>
internal static class Entry
{
    public static Operation Of(RecruitContinuance recurring) => new RegisteringOperation("EntryTranRecruitContinuance",
        [CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId, CommonFields.Amount, CommonFields.Tax],
        (request, registration, moment) => recurring.Register(GatewayStatus.Unprocessed, request, registration, moment))
    {
        About = "registers a recurring contract",
        Step = 2,
        Answers = Registering.Answers,
        AcrossFields = CommonFields.TotalTooLarge,
        Refusals = [GatewayErrors.OrderTaken],
    };
}
