#pragma warning disable format // aligned tables
using KantanSim.DemoShop;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>A mistake that real developers make, in the demo shop. The check or the advice must find it.</summary>
/// <param name="CaughtBy">The cases of which at least one must fail, or <c>advice</c>.</param>
/// <param name="Put">Replaces services of the shop.</param>
/// <param name="NeedsRestart">Whether it shows only when the shop is restarted.</param>
/// <param name="IsHeldInHandler">Whether the gateway's own delay keeps the shop from answering a notification.</param>
internal sealed record PlantedBug(
    int Number, string Name, string[] CaughtBy, Func<IServiceCollection, IServiceCollection> Put, bool NeedsRestart = false,
    bool IsHeldInHandler = false)
{
    /// <summary>All bugs, by number.</summary>
    public static readonly IReadOnlyList<PlantedBug> All =
    [
        new(1,  "return trusted",                   ["F05"],        services => services.Put<ReturnReceiver, ReturnIsTrusted>()),
        new(2,  "notice trusted",                   ["F02"],        services => services.Put<NotificationReceiver, NoticeIsTrusted>()),
        new(3,  "amount unchecked",                 ["F01"],        services => services.Put<NotificationReceiver, AmountIsNotCompared>()),
        new(4,  "ShopID unchecked",                 ["F03"],        services => services.Put<NotificationReceiver, ShopIdIsNotCompared>()),
        new(5,  "pair unchecked",                   ["F12"],        services => services.Put<NotificationReceiver, PairIsNotCompared>()),
        new(6,  "unknown notice makes an order",    ["F04"],        services => services
                .Put<NotificationReceiver, UnknownNoticeMakesAnOrder>()),
        new(7,  "ships at notice and return",       ["N03"],        services => services.AddSingleton<Dispatch>()
                .Put<NotificationReceiver, ShipsAtNotice>().Put<ReturnReceiver, ShipsAtReturn>()),
        new(8,  "check-then-act without a lock",    ["N09"],        services => services.AddSingleton<Dispatch>()
                .AddSingleton<WarehouseQueue>().Put<NotificationReceiver, ChecksThenActs>().Put<OrderPoller, SendsTheQueue>()),
        new(9,  "dedupe in memory only",            ["N10"],        services => services.AddSingleton<Dispatch>()
                .PutForgetful<NotificationReceiver, DedupesInMemory>(), NeedsRestart: true),
        new(10, "dedupe by AccessID only",          ["N04"],        services => services.PutNoJob()
                .Put<NotificationReceiver, DedupesByAccessId>()),
        new(11, "moves backward",                   ["N11"],        services => services.Put<NotificationReceiver, MovesBackward>()),
        new(12, "0 before the commit",              ["D02"],        services => services.PutNotificationOnly()
                .PutForgetful<NotificationReceiver, AnswersBeforeTheCommit>().Put<OrderPoller, SavesLater>(), NeedsRestart: true),
        new(13, "0 on an exception",                ["D01"],        services => services.PutNotificationOnly()
                .Put<NotificationReceiver, AnswersZeroOnAnException>()),
        new(14, "answers OK",                       ["advice"],     services => services.Put<NotificationReceiver, AnswersOk>()),
        new(15, "0 inside HTML",                    ["advice"],     services => services.Put<NotificationReceiver, AnswersHtml>()),
        new(16, "error status for duplicates",      ["N08"],        services => services.Put<NotificationReceiver, FailsOnDuplicates>()),
        new(17, "search without a limit",           ["N17"],        services => services.Put<NotificationReceiver, SearchesInTheHandler>(),
            IsHeldInHandler: true),
        new(18, "no job",                           ["N05", "D04"], services => services.PutNotificationOnly()),
        new(19, "job gives up after an hour",       ["N07"],        services => services.Put<ReturnReceiver, IgnoredReturn>()
                .Put<OrderPoller, JobGivesUpAfterAnHour>()),
        new(20, "REQSUCCESS counts as paid",        ["N19"],        services => services.Put<Inquiries, ReqSuccessIsPaid>()),
        new(21, "any notice without ErrInfo counts", ["N14", "W03"], services => services.Put<NotificationReceiver, NoErrorIsPaid>()),
        new(22, "EXPIRED counts",                   ["W04"],        services => services.Put<Inquiries, ExpiredIsPaid>()),
        new(23, "PAYFAIL left open",                ["W01"],        services => services.Put<Inquiries, PayfailIsLeftOpen>()),
        new(24, "card part above 0 demanded",       ["W10"],        services => services.Put<Inquiries, CardPartIsDemanded>()),
        new(25, "charged part compared with the total", ["W11"],    services => services.Put<Inquiries, CardPartIsCompared>()),
        new(26, "OrderID used again",               ["W02"],        services => services.Put<Purchases, OrderIdIsUsedAgain>()),
        new(27, "timeout read as refusal",          ["P03"],        services => services.Put<IdempotentCalls, TimeoutIsRefusal>()),
        new(28, "timeout starts a new purchase",    ["P08"],        services => services.Put<IdempotentCalls, CheckoutCallsOnce>()
                .Put<Purchases, TimeoutStartsANewPurchase>()),
        new(29, "endless retry",                    ["P12"],        services => services.Put<IdempotentCalls, RetriesWithoutEnd>()),
        new(30, "sale again after a timeout",       ["S01"],        services => services.Put<OrderActions, SellsAgainAfterATimeout>()),
        new(31, "ships before the sale's answer",   ["S13"],        services => services.Put<OrderActions, ShipsBeforeTheSale>()),
        new(32, "ships on a refused sale",          ["S08"],        services => services.Put<OrderActions, ShipsOnARefusedSale>()
                .Put<Inquiries, NothingIsReleased>()),
        new(33, "refunds twice",                    ["S09"],        services => services.Put<OrderActions, RefundsTwice>()),
        new(34, "captures the old total",           ["S16"],        services => services.Put<OrderActions, CapturesTheOldTotal>()),
        new(35, "never captures",                   ["S15"],        services => services.Put<OrderActions, NeverCaptures>()
                .Put<Inquiries, NothingIsReleased>()),
        new(36, "HTTP 200 counts as success",       ["P10"],        services => services.Put<GatewayClient, Http200IsSuccess>()
                .Put<Purchases, AwaitsTheConsumer>()),
        new(37, "only the first error code read",   ["P17"],        services => services.Put<GatewayClient, OnlyTheFirstError>()
                .Put<IdempotentCalls, CallsWhileBusy>()),
        new(38, "UTF-8 fields",                     ["P15"],        services => services.Put<GatewayClient, Utf8Fields>()),
        new(39, "order tied to the session",        ["W14"],        services => services.AddHttpContextAccessor()
                .Put<ReturnReceiver, OrderIsInTheSession>()),
        new(40, "a late payment revives a cancelled order", ["W05", "F07"], services => services
                .Put<NotificationReceiver, LatePaymentRevives>().Put<ReturnReceiver, IgnoredReturn>()),
    ];

    /// <summary>Adds the shop's hooks and the bug.</summary>
    public void Plant(IServiceCollection services)
    {
        ShopHooks.Add(services);
        Put(services.PutParts());
    }

    public override string ToString() => $"{Number} {Name}";
}
