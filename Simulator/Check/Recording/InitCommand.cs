using System.Collections.Immutable;
using System.Text.Json.Nodes;
using KantanSim.Commands;

namespace KantanSim.Check.Recording;

/// <summary>Writes the file that says how a shop is driven, by watching one payment that a person makes.</summary>
/// <param name="api">The control API of the gateway.</param>
/// <param name="input">A line of it says that the person is ready; its end says it for all steps.</param>
/// <param name="json">Receives what was written as JSON; null: no JSON.</param>
/// <param name="pause">Waits until the next look at the gateway.</param>
internal sealed class InitCommand(
    ControlApiClient api, InitWords words, TextReader input, TextWriter output, TextWriter error, Func<CancellationToken, Task> pause,
    TextWriter? json = null)
{
    /// <returns>The exit code. Unless it is 0, no file was written.</returns>
    public async Task<int> Run(InitRequest request, CancellationToken cancel)
    {
        try
        {
            NewFile.Check(request.File);
            var recording = await Record(request, cancel);
            var text = new CheckFileText(request.Gateway, request.ShopUrl, recording).Write();
            NewFile.Write(request.File, text);
            var changes = text.Split('\n').Count(line => line.Contains("CHANGE", StringComparison.Ordinal));
            await Tell(words.Written, request.File, changes);
            if (json is not null) await json.WriteLineAsync(ToJson(request, changes));
            return ExitCodes.Success;
        }
        catch (CommandException fault)
        {
            await error.WriteLineAsync(PrintableText.Of(fault.Message));
            return fault.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(words.Stopped);
            return ExitCodes.WrongUse;
        }
    }

    static string ToJson(InitRequest request, int changes) =>
        new JsonObject { ["file"] = request.File, ["gateway"] = request.Gateway, ["changes"] = changes }
            .ToJsonString(CommandJson.Types.Options);

    async Task<RecordedPayment> Record(InitRequest request, CancellationToken cancel)
    {
        var watch = new PaymentWatch(api, request.Shop, pause);
        await watch.Begin(cancel);
        await using var proxy = request.ShopUrl is null ? null : await RecordingProxy.Start(request.ShopUrl, cancel);
        if (proxy is not null) await Tell(words.Open, proxy.Url, request.ShopUrl!);
        await Tell(words.Place);
        var payment = await watch.NextPaid(cancel);
        await Tell(words.Paid, PrintableText.Of(payment.OrderId), payment.Total);
        var paid = await Look(payment, [], watch, proxy, cancel);
        await Tell(words.Ship);
        var shipped = await Look(payment, paid.Exchanges, watch, proxy, cancel);
        await Tell(words.Cancel);
        var cancelled = await Look(payment, [.. paid.Exchanges, .. shipped.Exchanges], watch, proxy, cancel);
        return new(paid, IsShipped(paid, shipped) ? shipped : null, IsCancelled(cancelled) ? cancelled : null);
    }

    async Task<Seen> Look(
        SeenPayment payment, ImmutableArray<Exchange> earlier, PaymentWatch watch, RecordingProxy? proxy, CancellationToken cancel)
    {
        await input.ReadLineAsync(cancel);
        return new(await watch.Look(payment, cancel), proxy is null ? [] : proxy.Exchanges[earlier.Length..]);
    }

    // A shop that captures at once ships without the gateway.
    static bool IsShipped(Seen paid, Seen shipped) =>
        paid.Payment.Capture == Files.CaptureStyle.AtOnce || shipped.Payment.Status != paid.Payment.Status;

    static bool IsCancelled(Seen seen) => seen.Payment.Status is "CANCEL";

    async Task Tell(string text, params object[] values)
    {
        await output.WriteLineAsync(InitWords.Fill(text, values));
        await output.FlushAsync(CancellationToken.None);
    }
}
