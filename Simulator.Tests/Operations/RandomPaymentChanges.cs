using KantanSim.Advice;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Operations;

/// <summary>Random changes of payments by all who change them: shops, consumers, time, operators, the advice and the retention.</summary>
internal sealed class RandomPaymentChanges(SimulatorFixture simulated, int seed)
{
    const string Other = "other1";

    public static readonly string[] Kinds =
        ["advance", "advise", "approve", "cancel", "fail", "purge", "refuse", "register", "request", "resend", "reset", "restore"];

    readonly List<TestOrder> orders = [];
    int registered;
    bool hasSnapshot;

    public Random Random { get; } = new(seed);

    /// <summary>The kinds of changes that were made.</summary>
    public HashSet<string> Made { get; } = [];

    public async Task<string> Next()
    {
        var kind = Made.Count < Kinds.Length && Random.Next(4) > 0
            ? Kinds.Except(Made).First()
            : Kinds[Random.Next(Kinds.Length)];
        await Make(kind);
        Made.Add(kind);
        return kind;
    }

    async Task Make(string kind)
    {
        switch (kind)
        {
            case "register": orders.Add(await simulated.RegisterPayment(NewId(), shop: Shop())); break;
            case "request": await Request(); break;
            case "approve": await simulated.PlayConsumer(await Request(), "approve"); break;
            case "fail": await simulated.PlayConsumer(await Request(), "cancel"); break;
            case "cancel": await Cancel(); break;
            case "refuse": simulated.MerchantSays(Random.Next(2) == 0 ? "0" : "1"); break;
            case "advance": await simulated.Advance(Random.Next(2) == 0 ? "PT1H" : "P1D"); break;
            case "resend": await Resend(); break;
            case "advise": await Advise(); break;
            case "purge": await Purge(); break;
            case "reset": await Reset(); break;
            case "restore": await Restore(); break;
            default: throw new InvalidOperationException(kind);
        }
    }

    async Task<TestOrder> Request()
    {
        var order = await simulated.RequestPayment(NewId(), shop: Shop());
        orders.Add(order);
        return order;
    }

    async Task Cancel()
    {
        var order = await Request();
        await simulated.PlayConsumer(order, "approve");
        await simulated.CallOperation("RecruitCancel", order);
    }

    async Task Resend()
    {
        var order = await Request();
        await simulated.PlayConsumer(order, "approve");
        await simulated.WaitFor(order, "answered=AUTH");
        await simulated.Send(HttpMethod.Post, $"/notifications/{order.AccessId}-1/resend");
    }

    Task Advise() => simulated.GetService<Store>().Write(work =>
    {
        if (Existing() is not { } payment) return;
        var finding = new Finding
        {
            Rule = "lost-answer-not-searched",
            Severity = (Severity)Random.Next(4),
            At = payment.CreatedAt,
            Sentence = new("lost", ""),
        };
        var row = new PaymentAdvice
        {
            Number = payment.Number,
            AccessId = payment.AccessId,
            ShopId = payment.ShopId,
            OrderId = payment.OrderId,
            Findings = [finding],
        };
        simulated.GetService<AdviceRepository>().Put(work, row, new("advised", "", "", "", "", default));
    });

    Task Purge() => simulated.GetService<TransactionPurger>().PurgeFinished(
        Random.Next(6), new(_ => DateTimeOffset.MinValue, _ => DateTimeOffset.MaxValue, _ => DateTimeOffset.MaxValue));

    Task Reset() => simulated.Send(HttpMethod.Post, "/reset", new { shopId = Random.Next(3) == 0 ? null : Shop() });

    async Task Restore()
    {
        if (!hasSnapshot || Random.Next(2) == 0)
            await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "one", shopId = Other, replace = true });
        hasSnapshot = true;
        await simulated.RegisterPayment(NewId(), shop: Other);
        await simulated.Send(HttpMethod.Post, "/snapshots/one/restore");
    }

    Transaction? Existing() => orders.Select(order => simulated.GetService<Ledger>().Find(order.AccessId)).OfType<Transaction>()
        .OrderBy(_ => Random.Next()).FirstOrDefault();

    string Shop() => Random.Next(2) == 0 ? TestOrder.FirstShop : Other;

    string NewId() => $"RANDOM-{++registered}";
}
