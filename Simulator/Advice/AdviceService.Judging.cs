using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <content>Judges payments and shops, and stores the findings that have changed.</content>
internal sealed partial class AdviceService
{
    async Task JudgePayments(List<long> numbers)
    {
        List<(PaymentAdvice Row, Change Change)> rows = [];
        foreach (var number in numbers)
        {
            if (collections.Transactions.Find(number) is not { } payment || histories.Of(payment) is not { } history)
            {
                times.Remove(number);
                continue;
            }
            var row = RowOf(payment, history);
            times.Set(number, payment.ShopId, row.JudgeAt);
            if (IsStored(row)) continue;
            rows.Add((row, new("advised", payment.AccessId, payment.ShopId, payment.OrderId, payment.Status.Code, history.Now)));
        }
        if (rows.Count == 0) return;
        await store.Write(work =>
        {
            // The payment may have been deleted meanwhile.
            foreach (var (row, change) in rows)
                if (work.Find(collections.Transactions, row.Number) is not null) repository.Put(work, row, change);
        });
    }

    PaymentAdvice RowOf(Transaction payment, History history) => new()
    {
        Number = payment.Number,
        AccessId = payment.AccessId,
        ShopId = payment.ShopId,
        OrderId = payment.OrderId,
        Findings = judge.Findings(history),
        JudgeAt = judge.NextAt(history),
    };

    bool IsStored(PaymentAdvice row)
    {
        if (repository.Find(row.Number) is not { } before) return row.Findings.IsEmpty && row.JudgeAt is null;
        return before.JudgeAt == row.JudgeAt && FindingList.AreEqual(before.Findings, row.Findings);
    }

    async Task JudgeShops(List<string> shopIds)
    {
        foreach (var shopId in shopIds)
        {
            var history = histories.OfShop(shopId);
            var before = repository.OfShop(shopId)?.Findings ?? [];
            // The oldest call is asked for last: calls that are dropped meanwhile leave their findings behind.
            var after = FindingList.Merge(before, judge.Findings(history), histories.OldestKept);
            if (FindingList.AreEqual(before, after)) continue;
            await store.Write(work => repository.Put(work, new ShopAdvice(shopId, after), history.Now));
        }
    }
}
