using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>ExecTranRecruit: requests the payment; the gateway asks the wallet for a visit before it answers (protocol.md 2.2).</summary>
internal static class Exec
{
    // UNVERIFIED: 255 bytes and the forbidden characters are a sibling's (protocol.md 2.0; 9, 22).
    static readonly FieldRule ItemName = FieldRule.Required("ItemName", GatewayErrors.ItemNameMissing,
        Checks.MoreBytes(255, GatewayErrors.ItemNameTooLong),
        Checks.Forbidden(GatewayErrors.ItemNameCharacters));

    public static Operation Of(Recruit recruit) => new ChangingOperation("ExecTranRecruit",
        [
            .. CommonFields.Access,
            CommonFields.ClientField1,
            CommonFields.ClientField2,
            CommonFields.ClientField3,
            CommonFields.ClientFieldFlag,
            CommonFields.ReturnUrl,
            ItemName,
            CommonFields.PaymentTerm,
        ],
        (transaction, request, moment) => Decide(recruit, transaction, request, moment))
    { Step = 2 };

    static Decision Decide(Recruit recruit, Transaction transaction, Request request, Moment moment)
    {
        var token = moment.Ids.Token(transaction.AccessId);
        var visit = moment.Ids.VisitId(transaction.AccessId);
        return recruit.Move(transaction, RecruitLifecycle.Execute, moment, before => before with
        {
            Visit = new(visit, $"{moment.PublicUrl}/recruit/pay/{visit}"),
            Request = new()
            {
                Token = token,
                ReturnUrl = request["RetURL"],
                ItemName = request["ItemName"],
                StartLimit = moment.Now.AddSeconds(request.Number("PaymentTermSec", whenEmpty: moment.Limits.PaymentTermSeconds)),
                ClientField1 = request["ClientField1"],
                ClientField2 = request["ClientField2"],
                ClientField3 = request["ClientField3"],
                ReturnsClientFields = request["ClientFieldFlag"] == "1",
            },
        }) with
        {
            Reply = [new("AccessID", transaction.AccessId), new("Token", token), new("StartURL", $"{moment.PublicUrl}/payment/{recruit.StartApi}.idPass")],
        };
    }
}
