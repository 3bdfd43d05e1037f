using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Transactions.Lifecycle;

namespace KantanSim.Methods.Recruit;

/// <summary>The one-shot payment's statuses (protocol.md 3.1), triggers and table (protocol.md 3.2).</summary>
internal static class RecruitLifecycle
{
    public static readonly Status Unprocessed = new("UNPROCESSED");
    public static readonly Status Requested   = new("REQSUCCESS");
    public static readonly Status InProcess   = new("AUTHPROCESS");
    public static readonly Status Authorised  = new("AUTH");
    public static readonly Status Captured    = new("CAPTURE");
    public static readonly Status Sold        = new("SALES");
    public static readonly Status Cancelled   = new("CANCEL");
    public static readonly Status Failed      = new("PAYFAIL");
    public static readonly Status Expired     = new("EXPIRED");

    public static readonly Trigger Execute   = new("ExecTranRecruit");
    public static readonly Trigger Start     = new("RecruitStart");
    public static readonly Trigger SignIn    = new("sign-in");
    public static readonly Trigger Authorise = new("authorised");
    public static readonly Trigger Capture   = new("captured");
    public static readonly Trigger Fail      = new("failed");
    public static readonly Trigger Expire    = new("term over");
    public static readonly Trigger AuthEnds  = new("validity over");
    public static readonly Trigger Sales     = new("RecruitSales");
    public static readonly Trigger Cancel    = new("RecruitCancel");

    // UNVERIFIED: every row but the existence of the statuses is carried over from siblings or supposed (protocol.md 3.2).
    public static readonly Lifecycle Table = new(
        [Unprocessed, Requested, InProcess, Authorised, Captured, Sold, Cancelled, Failed, Expired],

        When(Unprocessed,            Execute,   Requested,  Due.Expiry),
        Otherwise(Execute,                      GatewayErrors.AlreadyRequested),

        When(Requested,              Start,     InProcess,  Due.Expiry),
        Stay(InProcess,              Start),
        Refuse(Authorised,           Start,     GatewayErrors.AlreadyPaid),
        Refuse(Captured,             Start,     GatewayErrors.AlreadyPaid),
        Refuse(Sold,                 Start,     GatewayErrors.AlreadyPaid),
        Refuse(Expired,              Start,     GatewayErrors.PaymentExpired),
        Otherwise(Start,                        GatewayErrors.IllegalTransition),

        Stay(InProcess,              SignIn),
        Otherwise(SignIn,                       GatewayErrors.ResultInWrongState),

        When(InProcess,              Authorise, Authorised, Due.AuthExpiry),
        Refuse(Expired,              Authorise, GatewayErrors.PaymentExpired),
        Otherwise(Authorise,                    GatewayErrors.ResultInWrongState),

        When(InProcess,              Capture,   Captured,   Due.Settlement),
        Refuse(Expired,              Capture,   GatewayErrors.PaymentExpired),
        Otherwise(Capture,                      GatewayErrors.ResultInWrongState),

        When(InProcess,              Fail,      Failed),
        Refuse(Expired,              Fail,      GatewayErrors.PaymentExpired),
        Otherwise(Fail,                         GatewayErrors.ResultInWrongState),

        When([Requested, InProcess], Expire,    Expired),
        Otherwise(Expire,                       GatewayErrors.IllegalTransition),

        Stay(Authorised,             AuthEnds),
        Otherwise(AuthEnds,                     GatewayErrors.IllegalTransition),

        When(Authorised,             Sales,     Sold,       Due.Settlement),
        Otherwise(Sales,                        GatewayErrors.WrongState),

        When(Authorised,             Cancel,    Cancelled,  Due.Reversal),
        When([Sold, Captured],       Cancel,    Cancelled,  Due.Reversal, Due.Refund),
        Otherwise(Cancel,                       GatewayErrors.WrongState));
}
