using KantanSim.Fidelity;
using KantanSim.Protocol;

namespace KantanSim.Methods.Recruit;

/// <summary>ExecTranRecruit: requests the payment and answers where the consumer has to go (protocol.md 2.2).</summary>
internal static class ExecTranRecruit
{
    // UNVERIFIED: 255 bytes and the forbidden characters are a sibling's (protocol.md 2.0; 9, 22).
    static readonly FieldRule ItemName = FieldRule.Required("ItemName", GatewayErrors.ItemNameMissing, "what is bought, as the wallet shows it", "Mug",
        FieldChecks.MoreBytesThan(choices => choices.ItemNameBytes, GatewayErrors.ItemNameTooLong),
        FieldChecks.Forbidden(GatewayErrors.ItemNameCharacters)) with
    { SizeFact = Facts.Sizes };

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation("ExecTranRecruit",
        [.. CommonFields.Access, .. CommonPaymentRequest.ClientAndReturn, ItemName, CommonFields.PaymentTerm],
        (transaction, request, moment) => recruit.RequestPayment(transaction, RecruitLifecycle.Execute, request, moment))
    {
        About = "requests the payment: opens a visit at the wallet and answers where the browser has to go",
        Step = 2,
        Answers = CommonPaymentRequest.Answers,
        Refusals = [GatewayErrors.AlreadyRequested],
    };
}
