using KantanSim.Fidelity;
using KantanSim.Protocol;

namespace KantanSim.Methods.Recruit;

/// <summary>ExecTranRecruit requests the payment and answers the URL to send the consumer to.</summary>
internal static class ExecTranRecruit
{
    // UNVERIFIED: 255 bytes and the forbidden characters are those of a sibling method.
    static readonly FieldRule ItemName =
        FieldRule.Required("ItemName", GatewayErrors.ItemNameMissing, ("name of the item, as the wallet shows it", "ウォレットに表示される商品名"), "Mug",
            FieldChecks.MoreBytesThan(options => options.ItemNameBytes, GatewayErrors.ItemNameTooLong),
            FieldChecks.Forbidden(GatewayErrors.ItemNameCharacters)) with
        { SizeFact = Facts.Sizes };

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation("ExecTranRecruit",
        [.. CommonFields.Access, .. CommonPaymentRequest.ClientAndReturn, ItemName, CommonFields.PaymentTerm],
        (transaction, request, context) => recruit.RequestPayment(transaction, RecruitLifecycle.Execute, request, context))
    {
        About = ("requests the payment: opens a visit at the wallet and answers where to send the browser",
            "決済を実行する。ウォレットの手続きを開始し、利用者の誘導先を応答する"),
        Brief = ("requests the payment", "決済を要求"),
        ActionLabel = ("Request payment", "決済実行"),
        Step = 2,
        Answers = CommonPaymentRequest.Answers,
        Refusals = [GatewayErrors.AlreadyRequested],
    };
}
