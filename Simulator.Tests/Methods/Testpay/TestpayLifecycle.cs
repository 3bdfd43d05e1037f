#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Protocol.GatewayStatus;
using static KantanSim.Transactions.Lifecycle;

namespace KantanSim.Tests.Methods.Testpay;

/// <summary>The triggers and the transition table of the test payment. Two statuses and two codes are its own.</summary>
internal static class TestpayLifecycle
{
    public static readonly Status Paid     = new("PAID");
    public static readonly Status Refunded = new("REFUNDED");

    public static readonly ErrorCode Illegal = new("TP1000001");
    public static readonly ErrorCode TooLate = new("TP1000002");

    public static readonly Trigger Execute = new("ExecTranTestpay");
    public static readonly Trigger Start   = new("TestpayStart");
    public static readonly Trigger SignIn  = new("sign-in");
    public static readonly Trigger Pay     = new("paid");
    public static readonly Trigger Fail    = new("failed");
    public static readonly Trigger Expire  = new("term over");
    public static readonly Trigger Refund  = new("TestpayRefund");

    public static readonly Lifecycle Table = new(
        [Unprocessed, Requested, InProcess, Paid, Refunded, Failed, Expired],

        When(Unprocessed,            Execute, Requested, JobKind.Expiry),
        Otherwise(Execute,                    GatewayErrors.AlreadyRequested),

        When(Requested,              Start,   InProcess, JobKind.Expiry),
        Stay(InProcess,              Start),
        Refuse(Expired,              Start,   TooLate),
        Otherwise(Start,                      Illegal),

        Stay(InProcess,              SignIn),
        Otherwise(SignIn,                     Illegal),

        When(InProcess,              Pay,     Paid,      JobKind.Settlement),
        Otherwise(Pay,                        Illegal),

        When(InProcess,              Fail,    Failed),
        Otherwise(Fail,                       Illegal),

        When([Requested, InProcess], Expire,  Expired),
        Otherwise(Expire,                     Illegal),

        When(Paid,                   Refund,  Refunded,  JobKind.Refund),
        Otherwise(Refund,                     GatewayErrors.WrongState));
}
