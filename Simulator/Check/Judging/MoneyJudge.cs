using KantanSim.Transactions;

namespace KantanSim.Check.Judging;

/// <summary>Compares the shop's sums with the gateway's.</summary>
internal sealed class MoneyJudge(CaseFacts facts)
{
    static readonly string[] Paid = ["AUTH", "CAPTURE", "SALES", "REGISTER"];

    /// <summary>The amounts that the shop's paid orders tell, against the gateway's paid payments.</summary>
    public (bool Holds, Note Seen) Amounts()
    {
        var told = facts.Orders.Where(order => order.Reading is { IsPaid: true }).Select(order => order.Reading!.Amount).ToList();
        if (told.Contains(null)) return (true, new("the file does not say how to read amounts", "ファイルに金額の読み方がありません"));
        var shop = told.Sum() ?? 0;
        var gateway = PaidAtGateway();
        return (shop == gateway, new(
            $"the shop has {shop} yen as paid, the gateway {gateway} yen", $"店の支払済みは{shop}円、ゲートウェイは{gateway}円"));
    }

    /// <summary>As many orders are paid as payments, and the amounts agree.</summary>
    public (bool Holds, Note Seen) Books()
    {
        var orders = facts.Orders.Count(order => order.Reading?.IsPaid == true);
        var payments = facts.Payments.Count(payment => Paid.Contains(payment.Transaction.Status));
        var (holds, seen) = Amounts();
        return (holds && orders == payments, new(
            $"the shop has {orders} paid orders, the gateway {payments} payments; {seen.En}",
            $"店の支払済み注文は{orders}件、ゲートウェイの決済は{payments}件。{seen.Ja}"));
    }

    /// <summary>The deposits of the payments are what the shop has as paid, less its own coupons.</summary>
    public (bool Holds, Note Seen) Deposits()
    {
        var deposited = facts.Deposits.Sum(line => line.Net);
        var coupons = facts.Payments.Sum(payment => payment.Transaction.ShopCoupon ?? 0);
        var told = facts.Orders.Where(order => order.Reading is { IsPaid: true }).Sum(order => order.Reading!.Amount ?? order.Amount);
        return (deposited == told - coupons, new(
            $"{deposited} yen were deposited; the shop has {told} yen as paid, less {coupons} yen of its own coupons",
            $"入金は{deposited}円、店の支払済みは{told}円、うち店負担クーポンは{coupons}円"));
    }

    /// <summary>The months that the shop has booked, against those that the gateway has charged.</summary>
    public (bool Holds, Note Seen) Months()
    {
        var told = facts.Orders.Select(order => order.Reading?.Shipped).ToList();
        if (told.Contains(null)) return (true, new("the file does not say how to read months", "ファイルに月数の読み方がありません"));
        var charged = facts.Payments.Sum(payment => payment.Transaction.Contract?.Charges.Count(charge => charge.Status == "SALES") ?? 0);
        return (told.Sum() == charged, new(
            $"the shop has booked {told.Sum()} months, the gateway has charged {charged}",
            $"店が計上した月は{told.Sum()}か月、ゲートウェイの課金は{charged}か月"));
    }

    long PaidAtGateway() => facts.Payments
        .Where(payment => Paid.Contains(payment.Transaction.Status))
        .Sum(payment => (long)payment.Transaction.Total);
}
