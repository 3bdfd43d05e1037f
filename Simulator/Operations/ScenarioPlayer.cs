#pragma warning disable format // aligned tables
using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>
/// Plays a scenario's script: the shop's calls over HTTP, what the consumer and an operator do in process. When a call is held, the player
/// advances the shop's clock if that is the script's next step; else, when the clock stands still or no answer is expected, it gives up.
/// </summary>
/// <param name="advances">Whether the shop's clock is advanced where the script says so; otherwise the script ends before that.</param>
internal sealed class ScenarioPlayer(PlayTools tools, Scenario scenario, PlayedOrder order, bool advances = true) : IDisposable
{
    static readonly ScriptLine[] DefaultScript =
        [new("EntryTranRecruit", null, "ok"), new("ExecTranRecruit", null, "ok"), new("play", null, null)];

    readonly HeldRequests held = new(tools.Deadlines, tools.Clocks, order.Shop.ShopId);
    readonly IReadOnlyList<ScriptLine> lines = scenario.Script.Count == 0 ? DefaultScript : scenario.Script;
    readonly List<PlayedStep> played = [];

    string accessPass = "";

    /// <summary>The payment; empty before its registration.</summary>
    public string AccessId { get; private set; } = "";

    /// <summary>The selected scenario and the reason, from the first answer that says it.</summary>
    public string? Selected { get; private set; }

    /// <summary>The steps that were played. Only the last one can have got something else than the script says.</summary>
    public IReadOnlyList<PlayedStep> Played => played;

    /// <summary>Whether the whole script was played and every step got what the script says.</summary>
    public bool IsComplete => played.Count == lines.Count && played.TrueForAll(step => step.IsAsExpected);

    bool IsContract => lines[0].Do == "EntryTranRecruitContinuance";

    /// <summary>Plays the script, up to the first step that gets something else than the script says.</summary>
    public async Task Play(CancellationToken cancel)
    {
        while (played.Count < lines.Count && played.TrueForAll(step => step.IsAsExpected))
        {
            if (!advances && lines[played.Count].Do == "advance") return;
            await PlayNext(cancel);
        }
    }

    /// <summary>Plays one further step, which must not be held.</summary>
    public async Task<string> Play(ScriptLine line, CancellationToken cancel)
    {
        var got = await Do(line, cancel);
        await Settle(cancel);
        return got;
    }

    public void Dispose() => held.Dispose();

    async Task PlayNext(CancellationToken cancel)
    {
        var index = played.Count;
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var doing = Do(lines[index], givingUp.Token);
        var next = index + 1 < lines.Count ? lines[index + 1] : null;
        var isAdvanced = false;
        try
        {
            if (await held.Next(doing, cancel) is not null)
            {
                isAdvanced = advances && next is { Do: "advance" };
                if (isAdvanced) await Advance(next!.Value!, cancel);
                else if (lines[index].Gets == "nothing" || !tools.Clocks.Of(order.Shop.ShopId).IsRunning) await givingUp.CancelAsync();
            }
        }
        catch
        {
            // The call does not go on without its player.
            await givingUp.CancelAsync();
            await ((Task)doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        played.Add(new(index + 1, lines[index], await doing));
        if (isAdvanced) played.Add(new(index + 2, next!, "ok"));
        await Settle(cancel);
    }

    Task<string> Do(ScriptLine line, CancellationToken cancel) => line.Do switch
    {
        "advance"                                      => Advance(line.Value!, cancel),
        "expire"                                       => Act(() => Expire(cancel), cancel),
        "resend"                                       => Act(() => Resend($"{AccessId}-{line.Value}"), cancel),
        _ when ScriptReader.Commands.Contains(line.Do) => Act(() => Consume(line.Do, cancel), cancel),
        _                                              => Call(line, cancel),
    };

    Task Expire(CancellationToken cancel) => tools.Merchant.Expire(tools.Ledger.Transaction(AccessId), cancel);

    Task Consume(string action, CancellationToken cancel) =>
        tools.Consumer.Play(AccessId, new(action, null, null, null, null), cancel);

    async Task<string> Advance(string duration, CancellationToken cancel)
    {
        var by = JsonBodyReader.FromForm(new JsonObject { ["by"] = duration });
        await tools.Clock.Advance(order.Shop.ShopId, by, cancel);
        return "ok";
    }

    Task Resend(string id) =>
        tools.Notifications.Resend(tools.Ledger.FindNotification(id) ?? throw ProblemException.NotFound("notification", id));

    // As the control API answers it.
    static async Task<string> Act(Func<Task> action, CancellationToken cancel)
    {
        try
        {
            await action();
            return "ok";
        }
        catch (ProblemException refused)
        {
            return $"HTTP {refused.Problem.Status}";
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return "nothing";
        }
    }

    async Task<string> Call(ScriptLine line, CancellationToken cancel)
    {
        var fields = new DeliveryOptions(Fields: line.Fields)
            .OverrideFields(Fields(line).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (await tools.Gateway.Post(line.Do, fields, order.Header, order.IsMarked, cancel) is not { } reply) return "nothing";
        Selected ??= reply.Selected;
        return reply.HttpStatus == 200 ? Outcome(reply.Fields) : $"HTTP {reply.HttpStatus}";
    }

    string Outcome(IReadOnlyDictionary<string, string> answer)
    {
        if (answer.GetValueOrDefault("ErrInfo", "") is { Length: > 0 } error) return error;
        if (!answer.ContainsKey("AccessID") && !answer.ContainsKey("OrderID")) return "garbled";
        if (!answer.TryGetValue("AccessPass", out var pass)) return "ok";
        if (!answer.TryGetValue("AccessID", out var id)) return "garbled";
        (AccessId, accessPass) = (id, pass);
        return "ok";
    }

    IEnumerable<(string Name, string Value)> Fields(ScriptLine line)
    {
        var identity = ScriptDefaults.Identity(line.Do).Select(name => (name, Identity(name)));
        var usual = ScriptDefaults.Fields(line.Do, line.Value);
        var amount = ("Amount", $"{ScriptDefaults.Amount}");
        return [.. identity, .. usual.Select(field => field == amount ? ("Amount", $"{order.Amount}") : field)];
    }

    string Identity(string name) => name switch
    {
        "ShopID"     => order.Shop.ShopId,
        "ShopPass"   => order.Shop.ShopPass,
        "OrderID"    => order.OrderId,
        "AccessID"   => AccessId,
        "AccessPass" => accessPass,
        "RetURL"     => order.ReturnUrl,
        "PayType"    => ScriptDefaults.PayType(IsContract),
        _            => order.ItemName,
    };

    // All due jobs have run, and the server has noticed a call that was given up.
    async Task Settle(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(tools.Patience);
        await held.End(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        await tools.Scheduler.RunUntilIdle(order.Shop.ShopId, cancel);
    }
}
