using KantanSim.Check.Files;

namespace KantanSim.Check.Adapters;

/// <summary>
/// Drives a shop over HTTP, with commands and as a browser. Steps can run side by side; they share nothing, cookies included. A cancelled
/// step leaves no process and no connection.
/// </summary>
/// <param name="folder">The working folder of commands: that of the shop's file.</param>
/// <param name="httpLimit">The maximum time of each HTTP request.</param>
internal sealed class ShopDoor(string folder, TimeSpan httpLimit, TimeProvider time) : IShopDoor, IAsyncDisposable
{
    // Path.GetDirectoryName of a file in the current folder is empty.
    readonly string folder = Path.GetFullPath(Path.Combine(".", folder));
    readonly CancellationTokenSource closing = new();
    readonly ShopClient client = new(httpLimit, time);
    readonly RunningSteps running = new();

    public ShopDoor(string folder, TimeSpan httpLimit) : this(folder, httpLimit, TimeProvider.System) { }

    /// <summary>What was sent so far that must not be shown.</summary>
    public SecretValues Secrets { get; } = new();

    public Task<StepResult> Run(ShopStep step, StepVariables variables, CancellationToken cancel) => Hidden(async () =>
    {
        var answer = await Ask(step, variables, cancel);
        var kept = answer.IsRefused ? [] : KeptValues.Of(step.Keep, answer);
        return new StepResult(answer.IsRefused, Secrets.HideIn(answer.Sent), Secrets.HideIn(answer.Line), kept);
    });

    public Task<OrderReading> Read(OrderReader reader, StepVariables variables, CancellationToken cancel) =>
        Hidden(async () => OrderAnswer.Read(reader, await Ask(reader.Step, variables, cancel)));

    // Faults quote requests and answers.
    async Task<T> Hidden<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (AdapterException fault)
        {
            throw new AdapterException(Secrets.HideIn(fault.Message)) { IsValueMissing = fault.IsValueMissing };
        }
        catch (ShopNotReachedException fault)
        {
            throw new ShopNotReachedException(Secrets.HideIn(fault.Message));
        }
    }

    /// <summary>Cancels the steps that run, and waits until nothing of them is left. Servers that commands have started go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await running.Ended();
        client.Dispose();
    }

    async Task<StepAnswer> Ask(ShopStep step, StepVariables variables, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        cancel.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, closing.Token);
        Secrets.AddAll(variables.Values);
        return await running.Add(Answer(step, new(variables) { Seen = Secrets }, either.Token));
    }

    Task<StepAnswer> Answer(ShopStep step, StepTexts texts, CancellationToken cancel) => step switch
    {
        ShopStep.Http http => Send(http, texts, cancel),
        ShopStep.Command command => new CommandRunner(folder, time, closing.Token).Run(command, texts, cancel),
        ShopStep.Browser browser => Browse(browser, texts, cancel),
        _ => throw new NotSupportedException(step.GetType().Name),
    };

    async Task<StepAnswer> Send(ShopStep.Http step, StepTexts texts, CancellationToken cancel)
    {
        var request = ShopRequest.Of(step, texts);
        var visit = new ShopVisit(texts.Variables.Values.GetValueOrDefault("gateway"));
        visit.Enter(request.Url);
        var answer = await client.Send(request, visit, cancel);
        var sent = CurlText.Of(ShopRequest.Of(step, texts.Masked));
        return new(answer.Outcome, answer.IsRefused, sent, answer.Text) { Http = answer, Cookies = visit.Cookies.GetAllCookies() };
    }

    // A refusal ends the script: what follows would be done on an error page.
    async Task<StepAnswer> Browse(ShopStep.Browser step, StepTexts texts, CancellationToken cancel)
    {
        var visit = new ShopVisit(texts.Variables.Values.GetValueOrDefault("gateway"));
        using var tab = new BrowserTab(client, visit, texts);
        foreach (var line in step.Lines)
        {
            await tab.Do(line, cancel);
            if (tab.Answer is { IsRefused: true }) break;
        }
        if (tab.Answer is not { } answer) throw new AdapterException("A browser script begins with open.");
        return new(answer.Outcome, answer.IsRefused, tab.Sent, tab.Text) { Http = answer, Cookies = visit.Cookies.GetAllCookies() };
    }
}
