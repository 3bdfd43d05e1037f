using KantanSim.Clocks;
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>What the steps of a script are done with.</summary>
internal sealed record PlayTools(
    OwnGateway Gateway, ConsumerDriver Consumer, MerchantDriver Merchant, NotificationSender Notifications, Ledger Ledger,
    ClockService Clock, Scheduler Scheduler, Deadlines Deadlines, ShopClocks Clocks)
{
    /// <summary>Real time for which held requests are waited for after a step.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
