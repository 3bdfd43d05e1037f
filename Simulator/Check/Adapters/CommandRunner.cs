using KantanSim.Check.Files;

namespace KantanSim.Check.Adapters;

/// <summary>Runs the commands of a shop's file.</summary>
/// <param name="folder">Their working folder.</param>
/// <param name="closing">When the door is closed.</param>
internal sealed class CommandRunner(string folder, TimeProvider time, CancellationToken closing)
{
    /// <summary>How long output is awaited that programs left running hold open, after the command itself has ended.</summary>
    public static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs a command to its end. On a time limit or cancellation, all that it started is killed.</summary>
    /// <exception cref="AdapterException">It cannot be started, or does not end in time.</exception>
    public async Task<StepAnswer> Run(ShopStep.Command step, StepTexts texts, CancellationToken cancel)
    {
        if (step.Arguments.IsEmpty) throw new AdapterException("A command needs a program.");
        var sent = ShellText.CommandLine([.. step.Arguments.Select(texts.Masked.Text)]);
        List<string> arguments = [.. step.Arguments.Select(texts.Text)];
        foreach (var secret in ShellText.SecretsOf(arguments)) texts.Seen.Add(secret);
        using var process = CommandProcess.Start(arguments, folder, texts.Variables, closing);
        using var limit = new CancellationTokenSource(step.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await process.Ended(either.Token);
            await Output(process, either.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill(process);
            cancel.ThrowIfCancellationRequested();
            throw new AdapterException($"The command did not end within {step.TimeLimit.TotalSeconds:0.###} s and was killed: {sent}");
        }
        return Answer(process, sent);
    }

    static StepAnswer Answer(CommandProcess process, string sent)
    {
        var (output, errors) = process.Texts;
        var isRefused = process.ExitCode != 0;
        return new($"exit code {process.ExitCode}", isRefused, sent, output) { Shown = isRefused && errors.Length > 0 ? errors : null };
    }

    async Task Kill(CommandProcess process)
    {
        process.Kill();
        await process.Ended(CancellationToken.None);
        await Output(process, CancellationToken.None);
    }

    // A server that a command starts in the background has its output, which then has no end.
    async Task Output(CommandProcess process, CancellationToken cancel)
    {
        try { await process.OutputRead.WaitAsync(OutputLimit, time, cancel); }
        catch (TimeoutException) { }
    }
}
