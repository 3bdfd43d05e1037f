#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Fidelity.Facts;
using static KantanSim.Protocol.GatewayStatus;
using static KantanSim.Transactions.Lifecycle;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>The triggers and the transition table of a contract.</summary>
internal static class ContractLifecycle
{
    public static readonly Trigger Execute          = new("ExecTranRecruitContinuance");
    public static readonly Trigger Start            = new("RecruitContinuanceStart");
    public static readonly Trigger SignIn           = new("sign-in", "ログイン");
    public static readonly Trigger SignUp           = new("signed up", "申込完了");
    public static readonly Trigger Fail             = new("failed", "失敗");
    public static readonly Trigger EndVisit         = new("visit over", "手続きの終了");
    public static readonly Trigger Expire           = new("term over", "支払い期限切れ");
    public static readonly Trigger MonthBegins      = new("month begins", "月初");
    public static readonly Trigger Change           = new("RecruitContinuanceChange");
    public static readonly Trigger ChargeCancel     = new("RecruitContinuanceChargeCancel");
    public static readonly Trigger Cancel           = new("RecruitContinuanceCancel");
    public static readonly Trigger EndedByConsumer  = new("ended by the consumer", "利用者による解約");
    public static readonly Trigger CancelledByForce = new("ended by force: CANCEL", "強制解約：CANCEL");
    public static readonly Trigger EndedByForce     = new("ended by force: END", "強制解約：END");

    // UNVERIFIED: the statuses and transitions are those of carriers' recurring billing, or our choice.
    public static readonly Lifecycle Table = new(
        [Unprocessed, Requested, InProcess, Registered, Cancelled, Failed, Expired, Ended],

        When(Unprocessed,                   Execute,          Requested,  JobKind.Expiry)                 .By(Carriers),
        Otherwise(Execute,                                    GatewayErrors.AlreadyRequested)             .By(Shared),

        When(Requested,                     Start,            InProcess,  JobKind.Expiry)                 .By(Carriers),
        Stay(InProcess,                     Start),
        Refuse(Registered,                  Start,            GatewayErrors.ContractAlreadyMade),
        Refuse(Expired,                     Start,            GatewayErrors.ContractExpired),
        Otherwise(Start,                                      GatewayErrors.ContractIllegalTransition),

        Stay(InProcess,                     SignIn),
        Otherwise(SignIn,                                     GatewayErrors.ContractResultInWrongState),

        When(InProcess,                     SignUp,           Registered, JobKind.Month, JobKind.Charge)  .By(Carriers),
        Refuse(Expired,                     SignUp,           GatewayErrors.ContractExpired),
        Otherwise(SignUp,                                     GatewayErrors.ContractResultInWrongState),

        When(InProcess,                     Fail,             Failed)                                     .By(Carriers),
        Refuse(Expired,                     Fail,             GatewayErrors.ContractExpired),
        Otherwise(Fail,                                       GatewayErrors.ContractResultInWrongState),

        Stay(InProcess,                     EndVisit),
        Refuse(Expired,                     EndVisit,         GatewayErrors.ContractExpired),
        Otherwise(EndVisit,                                   GatewayErrors.ContractResultInWrongState),

        When([Requested, InProcess],        Expire,           Expired)                                    .By(Carriers),
        Otherwise(Expire,                                     GatewayErrors.ContractIllegalTransition),

        Stay(Registered,                    MonthBegins,      JobKind.Month, JobKind.Charge)              .By(SoftBank),
        Otherwise(MonthBegins,                                GatewayErrors.ContractIllegalTransition),

        Stay(Registered,                    Change),
        Otherwise(Change,                                     GatewayErrors.WrongState)                   .By(Shared),

        Stay([Registered, Cancelled, Ended], ChargeCancel)                                                .By(SoftBank),
        Otherwise(ChargeCancel,                               GatewayErrors.WrongState)                   .By(Shared),

        When(Registered,                    Cancel,           Cancelled)                                  .By(SoftBank),
        Otherwise(Cancel,                                     GatewayErrors.WrongState)                   .By(Shared),

        When(Registered,                    EndedByConsumer,  Cancelled)                                  .By(SoftBank),
        Otherwise(EndedByConsumer,                            GatewayErrors.ContractIllegalTransition),

        When(Registered,                    CancelledByForce, Cancelled),
        Otherwise(CancelledByForce,                           GatewayErrors.ContractIllegalTransition),

        When(Registered,                    EndedByForce,     Ended),
        Otherwise(EndedByForce,                               GatewayErrors.ContractIllegalTransition));
}

/// <summary>A monthly charge: created when the month begins, charged on its charge day, cancellable until some days after.</summary>
internal static class ChargeLifecycle
{
    public static readonly Trigger Charge = new("charge day", "課金日");
    public static readonly Trigger Fail   = new("charge failed", "課金失敗");
    public static readonly Trigger Cancel = new("RecruitContinuanceChargeCancel");

    // UNVERIFIED: SoftBank's recurring method has the same objects and creates and charges its months like this.
    public static readonly Lifecycle Table = new(
        [Authorised, Sold, Failed, Cancelled],

        When(Authorised, Charge, Sold,      JobKind.Settlement)           .By(SoftBank),
        Otherwise(Charge,                   GatewayErrors.ContractIllegalTransition),

        When(Authorised, Fail,   Failed)                                  .By(SoftBank),
        Otherwise(Fail,                     GatewayErrors.ContractIllegalTransition),

        When(Authorised, Cancel, Cancelled)                               .By(SoftBank),
        When(Sold,       Cancel, Cancelled, JobKind.Refund)               .By(SoftBank),
        Otherwise(Cancel,                   GatewayErrors.WrongState)     .By(Shared));
}
