using System.Text.Json.Nodes;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Commands;
using KantanSim.Operations;

namespace KantanSim.Check.Running;

/// <summary>What the consumer does at the wallet.</summary>
internal sealed partial class CaseDriver
{
    // CaseSetup creates this consumer.
    const string Member = CaseSetup.MemberId;

    static readonly string[] Payable = ["REQSUCCESS", "AUTHPROCESS"];

    async Task<StepOutcome> Consume(DriveStep.Consumer consumer, CancellationToken cancel)
    {
        var what = $"consumer: {consumer.Action}{(consumer.Points is null ? "" : $", points {consumer.Points}")}";
        if (await PaymentFor(consumer, cancel) is not { } accessId) return StepOutcome.NotDone(what, "no payment waits for the consumer");
        var body = new JsonObject { ["action"] = consumer.Action };
        if (consumer.Action == "approve")
        {
            body["member"] = Member;
            if (consumer.Points is not null) body["points"] = consumer.Points;
            if (consumer.Coupon is not null) body["coupon"] = consumer.Coupon;
        }
        try
        {
            var view = await settler.Await(token => api.Consumer(accessId, body, token), settler.NotificationPatience, cancel);
            if (view.Returned is { } returned) Record(consumer, returned);
            return StepOutcome.Done(what, string.Join("; ", view.Transcript.Select(line => $"{line.Did}: {line.Got}")));
        }
        catch (ControlApiException fault)
        {
            return StepOutcome.NotDone(what, fault.Message);
        }
    }

    void Record(DriveStep step, ReturnView returned)
    {
        session.LastReturn = returned;
        session.Add(new SentMessage(
            step, MessageTarget.Return, returned.Url, "the browser's return", returned.HttpStatus, returned.Outcome,
            TimeSpan.Zero, default));
    }

    async Task<string?> PaymentFor(DriveStep.Consumer consumer, CancellationToken cancel)
    {
        var payments = await Payments(cancel);
        if (consumer.Payment is { } number) return payments.ElementAtOrDefault(number - 1)?.AccessId;
        if (consumer.Action == "end") return payments is [.., var newest] ? newest.AccessId : null;
        return await PayableFor(cancel);
    }

    // The newest payment that waits for the consumer and whose StartURL has reached the shop.
    async Task<string?> PayableFor(CancellationToken cancel)
    {
        await session.ReadCalls(api, cancel);
        var reached = session.Calls.Where(call => call is { Fault: null, AccessId: not null } && call.Answer.ContainsKey("StartURL"))
            .Select(call => call.AccessId).ToHashSet();
        var payments = await Payments(cancel);
        return payments.FindLast(one => Payable.Contains(one.Status) && reached.Contains(one.AccessId))?.AccessId;
    }

    // In the order of their registration.
    async Task<List<TransactionView>> Payments(CancellationToken cancel) =>
        [.. (await api.TransactionsSince(ShopId, session.TransactionBefore, cancel)).Reverse()];
}
