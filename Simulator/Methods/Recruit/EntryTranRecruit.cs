using KantanSim.Protocol;

namespace KantanSim.Methods.Recruit;

/// <summary>EntryTranRecruit registers a payment.</summary>
internal static class EntryTranRecruit
{
    public static Operation Of(RecruitMethod recruit) => new RegistrationOperation("EntryTranRecruit",
        [
            CommonFields.ShopId,
            CommonFields.ShopPass,
            CommonFields.OrderId,
            CommonFields.JobCd,
            CommonFields.Amount,
            CommonFields.Tax,
        ],
        (request, registration, context) =>
            recruit.Register(GatewayStatus.Unprocessed, request, registration, context, request["JobCd"]))
    {
        About = ("registers a payment", "取引を登録する"),
        Brief = ("registers the payment", "取引を登録"),
        Step = 2,
        Answers = CommonRegistration.Answers,
        CrossFieldErrors = CommonFields.TotalTooLarge,
        Refusals = [GatewayErrors.OrderTaken],
    };
}
