#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Fidelity.Facts;
using static KantanSim.Protocol.GatewayStatus;
using static KantanSim.Transactions.Lifecycle;

namespace KantanSim.Methods.Recruit;

/// <summary>The triggers and the transition table of a one-shot payment.</summary>
internal static class RecruitLifecycle
{
    public static readonly Trigger Execute    = new("ExecTranRecruit");
    public static readonly Trigger Start      = new("RecruitStart");
    public static readonly Trigger SignIn     = new("sign-in", "ログイン");
    public static readonly Trigger Authorise  = new("authorised", "仮売上");
    public static readonly Trigger Capture    = new("captured", "即時売上");
    public static readonly Trigger Fail       = new("failed", "失敗");
    public static readonly Trigger EndVisit   = new("visit over", "手続きの終了");
    public static readonly Trigger Expire     = new("term over", "支払い期限切れ");
    public static readonly Trigger AuthEnds   = new("validity over", "仮売上の期限切れ");
    public static readonly Trigger Sales      = new("RecruitSales");
    public static readonly Trigger UpdateAuth = new("RecruitUpdateAuth");
    public static readonly Trigger Lower      = new("RecruitChange down", "RecruitChange（減額）");
    public static readonly Trigger Raise      = new("RecruitChange up", "RecruitChange（増額）");
    public static readonly Trigger Cancel     = new("RecruitCancel");

    // UNVERIFIED: only the existence of the statuses has a source; the rows are analogies with sibling methods or our choice.
    public static readonly Lifecycle Table = new(
        [Unprocessed, Requested, InProcess, Authorised, Captured, Sold, Cancelled, Failed, Expired],

        When(Unprocessed,            Execute,    Requested,  JobKind.Expiry)                   .By(SiblingReceivers),
        Otherwise(Execute,                       GatewayErrors.AlreadyRequested)               .By(Shared),

        When(Requested,              Start,      InProcess,  JobKind.Expiry)                   .By(SiblingReceivers),
        Stay(InProcess,              Start),
        Refuse(Authorised,           Start,      GatewayErrors.AlreadyPaid),
        Refuse(Captured,             Start,      GatewayErrors.AlreadyPaid),
        Refuse(Sold,                 Start,      GatewayErrors.AlreadyPaid),
        Refuse(Expired,              Start,      GatewayErrors.PaymentExpired),
        Otherwise(Start,                         GatewayErrors.IllegalTransition),

        Stay(InProcess,              SignIn),
        Otherwise(SignIn,                        GatewayErrors.ResultInWrongState),

        When(InProcess,              Authorise,  Authorised, JobKind.AuthExpiry)               .By(SiblingReceivers),
        Refuse(Expired,              Authorise,  GatewayErrors.PaymentExpired),
        Otherwise(Authorise,                     GatewayErrors.ResultInWrongState),

        When(InProcess,              Capture,    Captured,   JobKind.Settlement)               .By(SiblingReceivers),
        Refuse(Expired,              Capture,    GatewayErrors.PaymentExpired),
        Otherwise(Capture,                       GatewayErrors.ResultInWrongState),

        When(InProcess,              Fail,       Failed)                                       .By(SiblingReceivers),
        Refuse(Expired,              Fail,       GatewayErrors.PaymentExpired),
        Otherwise(Fail,                          GatewayErrors.ResultInWrongState),

        Stay(InProcess,              EndVisit),
        Refuse(Expired,              EndVisit,   GatewayErrors.PaymentExpired),
        Otherwise(EndVisit,                      GatewayErrors.ResultInWrongState),

        When([Requested, InProcess], Expire,     Expired)                                      .By(SiblingReceivers),
        Otherwise(Expire,                        GatewayErrors.IllegalTransition),

        Stay(Authorised,             AuthEnds)                                                 .By(SiblingReceivers),
        Otherwise(AuthEnds,                      GatewayErrors.IllegalTransition),

        When(Authorised,             Sales,      Sold,       JobKind.Settlement)               .By(SiblingReceivers),
        Otherwise(Sales,                         GatewayErrors.WrongState)                     .By(Shared),

        Stay(Authorised,             UpdateAuth, JobKind.AuthExpiry)                           .By(ShopManual),
        Otherwise(UpdateAuth,                    GatewayErrors.NothingToExtend),

        Stay(Authorised,             Lower,      JobKind.Reversal),
        Stay([Sold, Captured],       Lower,      JobKind.Reversal, JobKind.Refund),
        Otherwise(Lower,                         GatewayErrors.WrongState),

        Stay(Authorised,             Raise),
        Stay([Sold, Captured],       Raise,      JobKind.Settlement),
        Otherwise(Raise,                         GatewayErrors.WrongState),

        When(Authorised,             Cancel,     Cancelled,  JobKind.Reversal)                 .By(SiblingReceivers),
        When([Sold, Captured],       Cancel,     Cancelled,  JobKind.Reversal, JobKind.Refund) .By(SiblingReceivers),
        Otherwise(Cancel,                        GatewayErrors.WrongState)                     .By(Shared));
}
