using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Commands;

/// <summary>Prints calls and notifications of a running server as they happen, until it is cancelled.</summary>
/// <param name="colour">Colours an outcome; the flag says whether it is an error.</param>
/// <param name="pause">The pause between two attempts to reach a server that has gone away.</param>
internal sealed class TailCommand(
    ClientSession session, TailFilter filter, Func<string, bool, string> colour, Func<CancellationToken, Task> pause)
{
    /// <summary>How often a server that has gone away is tried.</summary>
    public const int MaxTries = 30;

    readonly TailReader reader = new(session.Api);
    readonly CommandOutput output = session.Output;
    bool hasConnected;
    int tries;

    /// <param name="showsEarlier">Whether what the server still has is shown first.</param>
    /// <returns>The exit code: 0 when it was cancelled, 3 when the server went away and did not come back.</returns>
    public async Task<int> Run(bool showsEarlier, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var gone = await Watch(showsEarlier, cancel);
                if (tries == 0) await output.Message($"{gone} Trying again; what happens meanwhile is shown afterwards.");
                if (++tries > MaxTries) return await GiveUp();
                await pause(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    async Task<int> GiveUp()
    {
        await output.Message($"{session.Server} did not come back.");
        return ExitCodes.NotReached;
    }

    /// <returns>Why it ended.</returns>
    /// <exception cref="CommandException">The server was never reached, or refuses.</exception>
    async Task<string> Watch(bool showsEarlier, CancellationToken cancel)
    {
        var events = Channel.CreateUnbounded<SseItem<string>>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var receiving = Receive(events.Writer, end.Token);
        try
        {
            while (await events.Reader.WaitToReadAsync(cancel)) await Show(events.Reader, showsEarlier, cancel);
            return $"{session.Server} has ended the connection.";
        }
        catch (CommandException fault) when (hasConnected && fault.ExitCode == ExitCodes.NotReached)
        {
            return $"The connection to {session.Server} is lost.";
        }
        finally
        {
            await end.CancelAsync();
            await receiving;
        }
    }

    // Reads on while rows are printed, so that the server does not have to drop events. A fault is thrown by the reader.
    async Task Receive(ChannelWriter<SseItem<string>> events, CancellationToken cancel)
    {
        try
        {
            await foreach (var item in session.Api.Events(cancel)) events.TryWrite(item);
            events.TryComplete();
        }
        catch (Exception fault)
        {
            events.TryComplete(fault);
        }
    }

    async Task Show(ChannelReader<SseItem<string>> events, bool showsEarlier, CancellationToken cancel)
    {
        var (isCalled, isAnew, notified) = (false, false, new List<string>());
        while (events.TryRead(out var item))
        {
            if (item.EventType == "lost")
                await output.Message("Events came faster than they could be read; what they were about is looked up.");
            isAnew |= item.EventType is "watching" or "lost";
            if (item.EventType != SseParser.EventTypeDefault) continue;
            if (Change(item.Data) is not { } change)
            {
                await output.Message($"The server sent an event that tail does not understand: {PrintableText.Of(item.Data)}");
                continue;
            }
            isCalled |= change.What.StartsWith("call ", StringComparison.Ordinal);
            var isNotified = change.What.StartsWith("noti", StringComparison.Ordinal);
            if (isNotified && !notified.Contains(change.AccessId)) notified.Add(change.AccessId);
        }
        if (isAnew) await ShowAll(showsEarlier, cancel);
        else if (isCalled) await Print(await reader.ReadCalls(cancel));
        foreach (var accessId in notified) await Print((await reader.ReadNotifications(accessId, cancel), null));
    }

    async Task ShowAll(bool showsEarlier, CancellationToken cancel)
    {
        var isFirst = !hasConnected;
        var read = await reader.ReadAll(cancel);
        (hasConnected, tries) = (true, 0);
        if (isFirst) await output.Message($"Watching {session.Server}; Ctrl-C ends it.");
        if (isFirst && filter.Shop is { } shopId) await WarnOfUnknownShop(shopId, cancel);
        if (!isFirst || showsEarlier) await Print(read);
    }

    // Not refused: it may be added later.
    async Task WarnOfUnknownShop(string shopId, CancellationToken cancel)
    {
        var shops = await session.Api.List("/shops", ControlJson.Default.ListingShop, cancel);
        var ids = shops.Items.Select(shop => shop.ShopId).ToList();
        if (ids.Contains(shopId)) return;
        var near = SpellingSuggestion.Closest(shopId, ids);
        await output.Message($"There is no shop \"{shopId}\" yet.{(near is null ? "" : $" Did you mean {near}?")}");
    }

    async Task Print((IReadOnlyList<TailRow> Rows, string? Missing) read)
    {
        if (read.Missing is { } missing) await output.Message(missing);
        foreach (var row in read.Rows.Where(filter.Matches))
        {
            if (output.IsJson) await output.Json(row.Json);
            else await output.Coloured(row.Format(text => colour(text, row.IsError)));
        }
    }

    static Change? Change(string json)
    {
        try { return JsonSerializer.Deserialize(json, ControlJson.Default.Change); }
        catch (JsonException) { return null; }
    }
}
