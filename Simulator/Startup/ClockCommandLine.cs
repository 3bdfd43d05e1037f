using System.CommandLine;
using KantanSim.Commands;
using KantanSim.Wire;

namespace KantanSim.Startup;

/// <summary>The commands <c>clock</c>, <c>clock advance</c> and <c>clock set</c>.</summary>
internal static class ClockCommandLine
{
    static readonly string AllowedTimes = $"{string.Join(", ", ClockCommand.Words)}, or an ISO 8601 time such as 2026-01-31T09:00:00+09:00";

    public static Command Build(string[] settings)
    {
        var shop = Shop();
        var clock = ClientVerb.Build("clock", "Shows the simulated time.", settings, [shop],
            (session, parsed, cancel) => new ClockCommand(session, parsed.GetValue(shop)).Show(cancel));
        clock.Add(BuildAdvance(settings));
        clock.Add(BuildSet(settings));
        return clock;
    }

    static Command BuildAdvance(string[] settings)
    {
        var shop = Shop();
        var by = CommandOptions.Argument("DURATION", "Such as 90m, 1h, 20d, 1d12h, PT1H or P20D.", DurationText.Allowed,
            text => DurationText.ToIso(text) is not null);
        return ClientVerb.Build("advance", "Advances the time, and says what became due on the way.", settings, [by, shop],
            (session, parsed, cancel) =>
                new ClockCommand(session, parsed.GetValue(shop)).Advance(DurationText.ToIso(parsed.GetValue(by))!, cancel),
            ("by", by.Name), ("shopId", shop.Name));
    }

    static Command BuildSet(string[] settings)
    {
        var shop = Shop();
        var to = CommandOptions.Argument("TIME", "Where the clock stands from now on; without an offset it is JST. real: it runs, in real "
            + "time. manual: it stands still now. common: the shop follows the common clock again.", AllowedTimes,
            text => ClockCommand.Words.Contains(text) || IsoTime.Parse(text) is not null);
        return ClientVerb.Build("set", "Sets the time.", settings, [to, shop], (session, parsed, cancel) =>
        {
            var (text, shopId) = (parsed.GetValue(to)!, parsed.GetValue(shop));
            if (text == "common" && shopId is null)
                throw CommandException.WrongUse("common needs --shop: only a shop can follow the common clock.");
            var word = ClockCommand.Words.Contains(text) ? text : null;
            return new ClockCommand(session, shopId).Set(word, word is null ? IsoTime.Parse(text) : null, cancel);
        }, ("mode", to.Name), ("now", to.Name));
    }

    static Option<string?> Shop() => CommandOptions.Shop("The shop whose clock is meant; default: all clocks.");
}
