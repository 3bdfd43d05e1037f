using KantanSim.Protocol;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>EntryTranRecruitContinuance registers a contract. It has no JobCd.</summary>
internal static class EntryTranRecruitContinuance
{
    public static Operation Of(RecruitContinuanceMethod recurring) => new RegistrationOperation("EntryTranRecruitContinuance",
        [CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId, CommonFields.Amount, CommonFields.Tax],
        (request, registration, context) => recurring.Register(GatewayStatus.Unprocessed, request, registration, context))
    {
        About = ("registers a recurring contract", "継続課金を登録する"),
        Brief = ("registers the contract", "継続課金を登録"),
        Step = 2,
        Answers = CommonRegistration.Answers,
        CrossFieldErrors = CommonFields.TotalTooLarge,
        Refusals = [GatewayErrors.OrderTaken],
    };
}
