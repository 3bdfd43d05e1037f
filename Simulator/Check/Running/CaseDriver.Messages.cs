using KantanSim.Check.Cases;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Running;

/// <summary>Messages to the shop: forged, sent again, and the connectivity test.</summary>
internal sealed partial class CaseDriver
{
    async Task<StepOutcome> Forge(DriveStep.Forge forge, CancellationToken cancel)
    {
        if (await Payments(cancel) is not [.., var payment]) return StepOutcome.NotDone($"forge a {forge.Target}", "there is no payment");
        var message = await settler.Await(token => forger.Post(forge, payment, session.LastReturn, token), cancel);
        if (message is null) return StepOutcome.NotDone($"forge a {forge.Target}", "the shop has no URL for it");
        session.Add(message);
        return new(true, message.Status is >= 200 and < 400, $"post {message.Summary}", message.Url, message.Answer);
    }

    async Task<StepOutcome> Resend(DriveStep.Resend resend, CancellationToken cancel)
    {
        var what = $"the gateway sends {resend.Status} again";
        foreach (var payment in Enumerable.Reverse(await Payments(cancel)))
        {
            var sent = (await api.Notifications(payment.AccessId, cancel)).LastOrDefault(one => one.Status == resend.Status);
            if (sent is null) continue;
            await api.Resend(sent.Id, cancel);
            await settler.RunGateway(cancel);
            return StepOutcome.Done(what);
        }
        return StepOutcome.NotDone(what, "it was never sent");
    }

    async Task<StepOutcome> TestConnectivity(DriveStep step, CancellationToken cancel)
    {
        var attempt = await settler.Await(token => api.ConnectivityTest(ShopId, token), cancel);
        var answer = attempt.HttpStatus is { } status ? $"HTTP {status} \"{attempt.Reply}\"" : attempt.Outcome;
        session.Add(new SentMessage(
            step, MessageTarget.Notification, attempt.Url, "the connectivity test", attempt.HttpStatus, answer,
            TimeSpan.FromMilliseconds(attempt.Ms), attempt.At));
        return new(attempt.HttpStatus is not null, attempt.Reply == "0", "connectivity test", "", answer);
    }
}
