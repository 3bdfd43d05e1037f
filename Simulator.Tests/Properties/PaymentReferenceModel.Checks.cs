using KantanSim.Consumers;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Protocol;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Tests.Properties;

/// <content>The checks after each command and at the end.</content>
internal sealed partial class PaymentReferenceModel
{
    /// <summary>No error was logged, every status change is in the lifecycle table, and sums are consistent.</summary>
    void CheckChanges(ChangeFeed.Subscription subscription)
    {
        Assert.Empty(loggedErrors);
        while (subscription.Events.TryRead(out var change))
        {
            // Advice is written beside the calls: its change has the status that was judged, which may be an earlier one.
            if (change.What == "advised") continue;
            // A call that changed nothing has no status.
            if (change.Status.Length == 0) continue;
            if (ledger.Find(change.AccessId) is not { } transaction) continue;
            var known = lastSeen.GetValueOrDefault(change.AccessId);
            var before = known?.Status ?? GatewayStatus.Unprocessed;
            var after = new Status(change.Status);
            Assert.True(IsAllowed(methods.Of(transaction).Lifecycle, before, after), $"{change.OrderId} went from {before} to {after}");
            Reached.Add($"{transaction.Method} {after}");
            lastSeen[change.AccessId] = (known ?? transaction) with { Status = after };
        }
        foreach (var (accessId, before) in lastSeen.ToList())
        {
            var after = ledger.Find(accessId)!;
            CheckConsistency(before, after);
            lastSeen[accessId] = after;
            Reached.UnionWith(ReachedBy(after));
        }
    }

    static IEnumerable<string> ReachedBy(Transaction transaction)
    {
        yield return $"{transaction.Method} {transaction.Status}";
        if (transaction.AmountChanges > 0) yield return $"changed {transaction.Status}";
        foreach (var charge in transaction.Contract?.Charges ?? []) yield return $"month {charge.Status}";
    }

    static void CheckConsistency(Transaction before, Transaction after)
    {
        Assert.Equal(before.Status, after.Status);
        if (after.Payment is { } payment)
        {
            Assert.Equal(after.Total, payment.Split.Total);
            Assert.True(payment.Split is { Card: >= 0, Points: >= 0, Coupon: >= 0, ShopCoupon: >= 0 }, $"{payment.Split}");
        }
        var charges = after.Contract?.Charges ?? [];
        Assert.Equal(charges.Select(charge => charge.Month).Distinct().Order(), charges.Select(charge => charge.Month));
        foreach (var charge in charges)
        {
            var earlier = before.Contract?.Of(charge.Month)?.Status ?? GatewayStatus.Authorised;
            Assert.True(IsAllowed(ChargeLifecycle.Table, earlier, charge.Status), $"{charge}");
        }
    }

    static bool IsAllowed(Lifecycle table, Status before, Status after) =>
        table.Statuses.Contains(after) && (before == after || table.Triggers.Any(trigger => table.Next(before, trigger).To == after));

    void CheckSums()
    {
        var transactions = simulated.GetService<TransactionLists>().Newest(long.MaxValue, 500, _ => true).Items;
        var upcoming = schedule.Upcoming(1_000);
        foreach (var transaction in transactions)
        {
            var jobs = upcoming.Where(job => job.TransactionNumber == transaction.Number).ToList();
            CheckJobs(transaction, jobs);
            Assert.All(
                ledger.NotificationsOf(transaction),
                notification => Assert.Equal(NotificationState.Delivered, notification.State));
            Assert.Equal(ExpectedSum(transaction), PaidSum(transaction, jobs));
        }
        Assert.All(initialMembers.Values, member => CheckMember(member, transactions));
    }

    static void CheckJobs(Transaction transaction, List<ScheduledJob> jobs)
    {
        var isContract = transaction.Contract is not null;
        var ofCharges = jobs.Where(job => job.Kind is JobKind.Month or JobKind.Charge).Select(job => (job.Kind, job.Index));
        Assert.Equal(ExpectedChargeJobs(transaction), ofCharges.Order());
        // After 200 days only contracts have jobs.
        Assert.All(jobs, job => Assert.True(isContract && IsOfContract(job.Kind), $"{job}"));
    }

    static bool IsOfContract(JobKind kind) => kind is JobKind.Month or JobKind.Charge or JobKind.Settlement or JobKind.Refund;

    static IEnumerable<(JobKind, int)> ExpectedChargeJobs(Transaction transaction)
    {
        if (transaction.Contract is not { } contract) yield break;
        if (transaction.Status == GatewayStatus.Registered) yield return (JobKind.Month, 0);
        foreach (var charge in contract.Charges.Where(charge => charge.Status == GatewayStatus.Authorised))
            yield return (JobKind.Charge, charge.Index);
    }

    void CheckMember(Member initial, List<Transaction> transactions)
    {
        var payments = UncancelledPayments(transactions, initial).ToList();
        var member = members.Find(initial.Id)!;
        Assert.Equal(initial.Points - payments.Sum(payment => payment.Split.Points), member.Points);
        Assert.Equal(
            payments.Select(payment => payment.CouponId).OfType<string>().Order(),
            member.Coupons.Where(coupon => coupon.Used).Select(coupon => coupon.Id).Order());
    }

    static IEnumerable<Payment> UncancelledPayments(List<Transaction> transactions, Member member) => transactions
        .Where(transaction => transaction.Payment?.MemberId == member.Id && transaction.Status != GatewayStatus.Cancelled)
        .Select(transaction => transaction.Payment!);

    static PaymentBreakdown ExpectedSum(Transaction transaction)
    {
        if (transaction.Contract is { } contract)
            return new(contract.Charges.Where(charge => charge.Status == GatewayStatus.Sold).Sum(charge => charge.Total));
        var isSold = transaction.Status == GatewayStatus.Sold || transaction.Status == GatewayStatus.Captured;
        return isSold ? transaction.Payment!.Split : new(0);
    }

    /// <summary>The sum of a transaction that was deposited, or will be at its next closing date.</summary>
    PaymentBreakdown PaidSum(Transaction transaction, List<ScheduledJob> jobs)
    {
        var deposits = simulated.GetService<Deposits>();
        var deposited = deposits.All()
            .SelectMany(deposits.Lines)
            .Where(line => line.AccessId == transaction.AccessId)
            .Select(line => new PaymentBreakdown(line.Card, line.Points, line.Coupon, line.ShopCoupon));
        var sales = jobs.Where(job => job.Kind is JobKind.Settlement).Select(job => job.Sum!);
        var refunds = jobs.Where(job => job.Kind is JobKind.Refund).Select(job => -job.Sum!);
        return deposited.Concat(sales).Concat(refunds).Aggregate(new PaymentBreakdown(0), (sum, part) => sum - -part);
    }
}
