using System.CommandLine;
using System.Text.Json.Nodes;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The commands <c>shop add</c>, <c>shop list</c> and <c>shop delete</c>.</summary>
internal static class ShopCommandLine
{
    public static Command Build(string[] settings) =>
        new("shop", "Shops of a running server.") { BuildAdd(settings), BuildList(settings), BuildDelete(settings) };

    static Command BuildAdd(string[] settings)
    {
        // The server says what is allowed: the rules are in one place.
        (string Member, Option<string?> Option)[] texts =
        [
            ("shopId", Text("--id", "ID", "The ShopID, at most 13 letters and digits; default: a free one.")),
            ("shopPass", Text("--pass", "PASS", "The ShopPass, at most 10 letters and digits; default: kantansim1.")),
            ("name", Text("--name", "NAME", "The name on the wallet's pages.")),
            ("notifyUrl", Text("--notify-url", "URL", "Where result notifications are posted to; default: nowhere.")),
            ("scenario", Text("--scenario", "SCENARIO", "The scenario that the shop's payments play; default: success.")),
            ("members", Text("--members", "own|shared", "own: wallet members of its own; default: shared.")),
        ];
        var life = CommandOptions.Text("--expires-in", "DURATION", "Deletes the shop with all its data after this real time, such as 2h.",
            DurationText.Allowed, text => DurationText.ToIso(text) is not null);
        return ClientVerb.Build(
            "add", "Adds a shop, and prints what your program needs.", settings, [.. texts.Select(one => one.Option), life],
            (session, parsed, cancel) =>
            {
                var shop = new JsonObject();
                foreach (var (member, option) in texts)
                    if (parsed.GetValue(option) is { } text) shop[member] = text;
                if (DurationText.ToIso(parsed.GetValue(life)) is { } span) shop["expiresIn"] = span;
                return Add(session, shop, settings, cancel);
            },
            [.. texts.Select(one => (one.Member, one.Option.Name)), ("expiresIn", life.Name)]);
    }

    static async Task<int> Add(ClientSession session, JsonObject shop, string[] settings, CancellationToken cancel)
    {
        var code = await new ShopCommand(session).Add(shop, cancel);
        if (await NotifyUrlWarning.Of($"{shop["notifyUrl"]}", settings, cancel) is { } warning) await session.Output.Message(warning);
        return code;
    }

    static Command BuildList(string[] settings) => ClientVerb.Build("list", "Lists the shops.", settings, [],
        (session, _, cancel) => new ShopCommand(session).List(cancel));

    static Command BuildDelete(string[] settings)
    {
        var id = CommandOptions.Argument("ID", "The ShopID.", "a ShopID");
        return ClientVerb.Build("delete", "Deletes a shop; its payments stay until a reset.", settings, [id],
            (session, parsed, cancel) => new ShopCommand(session).Delete(parsed.GetValue(id)!, cancel));
    }

    static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
