using KantanSim.Advice;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>
/// Four payments, an hour after the other from 09:00: A-1 paid, A-2 failed with a warning, B-1 registered, and B-2 of another shop waiting
/// for the consumer. The tests that share it change nothing.
/// </summary>
public sealed class ListedPayments : IAsyncLifetime
{
    public const string Rule = "lost-answer-not-searched";

    public SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulated = await SimulatorFixture.Start();
        await Simulated.AddsShop("other1");
        await Simulated.WaitFor(await Simulated.Pay("A-1", amount: 1000), "step=9");
        await Simulated.Advance("PT1H");
        var failed = await Simulated.RequestPayment("A-2", amount: 4000);
        await Simulated.PlayConsumer(failed, "cancel");
        await Simulated.WaitFor(failed, "notifications=2");
        await Simulated.Advance("PT1H");
        await Simulated.RegisterPayment("B-1", amount: 2000);
        await Simulated.Advance("PT1H");
        await Simulated.WaitFor(await Simulated.RequestPayment("B-2", amount: 3000, shop: "other1"), "notifications=1");
        await AddFinding(failed);
    }

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();

    async Task AddFinding(TestOrder order)
    {
        await Simulated.GetService<AdviceService>().Refresh();
        var row = new PaymentAdvice
        {
            Number = Simulated.GetService<Ledger>().Find(order.AccessId)!.Number,
            AccessId = order.AccessId,
            ShopId = order.ShopId,
            OrderId = order.OrderId,
            Findings = [new() { Rule = Rule, Severity = Severity.Warning, At = default, Sentence = new("lost", "") }],
        };
        await Simulated.GetService<Store>().Write(work => Simulated.GetService<AdviceRepository>()
            .Put(work, row, new("advised", order.AccessId, order.ShopId, order.OrderId, "PAYFAIL", default)));
    }
}
