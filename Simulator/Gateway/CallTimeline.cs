#pragma warning disable format // aligned tables
using System.Diagnostics;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Gateway;

/// <summary>The timeline entries of server-to-server calls.</summary>
internal static class CallTimeline
{
    public static TimelineEntry[] Registration(Decision decision, Operation operation, GatewayCall call, DecisionContext context) =>
    [
        new()
        {
            Number = 1,
            From = Party.Consumer,
            To = Party.Merchant,
            What = "purchase",
            At = context.Now,
            Note = "seen by the gateway only through step 2",
        },
        Call(decision, operation, call, context, decision.Reply),
        Scenario(decision.Transaction, context),
    ];

    /// <summary>The call; for an accepted payment request also the wallet visit (steps 3, 4) and the result (step 5).</summary>
    public static TimelineEntry[] Update(Decision decision, UpdateOperation operation, GatewayCall call, DecisionContext context)
    {
        var opensVisit = !decision.IsRefused && operation.Step == 2;
        if (!opensVisit) return [Call(decision, operation, call, context, CallAnswer.To(decision, context.Options.CodeFamily).Fields)];
        var result = Call(decision, operation, call, context, decision.Reply) with
        {
            Number = 5,
            From = Party.Gateway,
            To = Party.Merchant,
            What = $"result of {operation.Api}",
            Request = null,
        };
        return
        [
            Call(decision, operation, call, context, null),
            .. WalletVisitTimeline.Entries(decision.Transaction, context.Now),
            result,
        ];
    }

    /// <summary>The scenario that the transaction plays, and why.</summary>
    public static TimelineEntry Scenario(Transaction transaction, DecisionContext context) => new()
    {
        Number = null,
        From = Party.Simulator,
        To = Party.Simulator,
        What = $"plays scenario {transaction.Scenario.Name}",
        At = context.Now,
        Note = transaction.Scenario.Reason,
    };

    /// <param name="answer">The fields of the answer; null to show none.</param>
    public static TimelineEntry Call(
        Decision decision, Operation operation, GatewayCall call, DecisionContext context,
        IEnumerable<KeyValuePair<string, string>>? answer) => new()
    {
        Number = decision.IsRefused ? null : operation.Step,
        From = Party.Merchant,
        To = Party.Gateway,
        What = decision.IsRefused ? $"{operation.Api} refused" : operation.Api,
        At = context.Now,
        Milliseconds = Stopwatch.GetElapsedTime(call.Began).TotalMilliseconds,
        Failed = decision.IsRefused,
        Request = call.MaskedFields,
        Notes = call.Notes.Count == 0 ? null : call.Notes,
        Answer = answer is null ? null : Redaction.MaskFields(answer),
        Note = NoteOf(decision, call),
    };

    static string? NoteOf(Decision decision, GatewayCall call)
    {
        List<string> notes = [];
        if (call.Sender is { } sender) notes.Add(TimelineEntry.SentBy(sender));
        if (decision.IsRefused) notes.AddRange(decision.Errors.Select(error => GatewayErrors.Meaning(error.Info).En));
        return notes.Count == 0 ? null : string.Join("; ", notes);
    }
}
