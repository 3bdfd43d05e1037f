using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>A shop as its pages show it: as saved, or as somebody has just written it. Its ShopPass is never shown.</summary>
internal sealed class ShopModel(ProtocolOptions ofServer, ScenarioWatcher scenarios, LastConnectivityTests tests, AllowedHosts allowed)
{
    static readonly string[] Written = ["shopId", "name", "notifyUrl", "scenario", "recruit"];

    public static Dictionary<string, object?> Line(Shop shop) => new()
    {
        ["id"] = shop.ShopId,
        ["path"] = Uri.EscapeDataString(shop.ShopId),
        ["name"] = shop.Name,
        ["notify_url"] = shop.WithMaskedUrl().NotifyUrl,
        ["scenario"] = shop.Scenario,
        ["recruit"] = $"{shop.Recruit}",
        ["choices"] = shop.Protocol.Select(choice => $"{choice.Key}={choice.Value}"),
    };

    /// <summary>The form of one that is not there yet.</summary>
    public static Dictionary<string, object?> New(FormValues form) =>
        Written.ToDictionary(name => name, name => (object?)form[name]);

    /// <summary>What the form says of choices: one that is left empty is the server's, unless it is to be empty.</summary>
    public static FormValues WithoutServerDefaults(FormValues form)
    {
        var server = ProtocolOptionCatalog.All.Where(choice => form[$"protocol.{choice.Name}"].Length == 0 && form[$"empty.{choice.Name}"].Length == 0);
        return form.Without([.. server.Select(choice => $"protocol.{choice.Name}"), "empty"]);
    }

    public Dictionary<string, object?> Whole(Shop shop, FormValues? typed = null) => new(Line(shop))
    {
        ["shop"] = typed is null
            ? new() { ["name"] = shop.Name, ["notifyUrl"] = shop.WithMaskedUrl().NotifyUrl, ["scenario"] = shop.Scenario, ["recruit"] = $"{shop.Recruit}" }
            : New(typed),
        ["password"] = new string('•', shop.ShopPass.Length),
        ["choices"] = ProtocolOptionCatalog.All.Where(choice => !choice.IsServerOnly).Select(choice => Choice(choice, shop, typed)),
        ["own"] = shop.Protocol.Count,
        ["scenarios"] = scenarios.Current.Names,
        ["states"] = Enum.GetNames<ContractState>(),
        ["obstacle"] = Obstacle(shop.NotifyUrl),
        ["test"] = tests.Of(shop.ShopId) is { } attempt ? ConnectivityTestModel.Of(attempt, shop) : null,
    };

    // Known before anything is sent: the host itself is not allowed. What a name resolves to is found out by a test.
    Dictionary<string, object?>? Obstacle(string notifyUrl)
    {
        if (!Uri.TryCreate(notifyUrl, UriKind.Absolute, out var url) || allowed.AllowsByForm(url.Host) != false) return null;
        var reason = allowed.Refusal(url.Host);
        return new() { ["en"] = $"Nothing is sent to the notification URL. {reason.En}", ["ja"] = $"結果通知URLには送信しません。{reason.Ja}" };
    }

    Dictionary<string, object?> Choice(ProtocolOption choice, Shop shop, FormValues? typed)
    {
        var own = shop.Protocol.FirstOrDefault(line => line.Key.Equals(choice.Name, StringComparison.OrdinalIgnoreCase)).Value;
        var value = typed is null ? own ?? "" : typed[$"protocol.{choice.Name}"];
        return new()
        {
            ["name"] = choice.Name,
            ["about_en"] = choice.About,
            ["about_ja"] = choice.AboutJa,
            ["allowed_en"] = choice.Allowed,
            ["allowed_ja"] = choice.AllowedJa,
            ["values"] = choice.Values,
            ["value"] = value,
            ["mine"] = own is not null,
            ["may_be_empty"] = choice.Values.IsEmpty && choice.TryApply(ofServer, "") is not null,
            ["empty"] = typed is null ? own is { Length: 0 } : typed[$"empty.{choice.Name}"].Length > 0,
            ["server"] = choice.Format(ofServer),
        };
    }
}

/// <summary>A connectivity test: what was sent, what the shop answered, how the gateway reads it.</summary>
internal static class ConnectivityTestModel
{
    public static Dictionary<string, object?> Of(KantanSim.Transactions.NotificationAttempt attempt, Shop shop) => new()
    {
        ["at"] = DisplayText.Time(attempt.At),
        ["ms"] = DisplayText.Milliseconds(attempt.Milliseconds),
        ["url"] = attempt.Url,
        ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
        ["reply"] = attempt.Reply ?? "",
        ["reading_en"] = AttemptExplanation.Of(attempt).En,
        ["reading_ja"] = AttemptExplanation.Of(attempt).Ja,
        ["notes"] = AttemptExplanation.Notes(attempt),
        ["received"] = attempt.End == KantanSim.Transactions.AttemptResult.Received,
        ["sent"] = DisplayText.Fields(Redaction.MaskFields(WireFields.ConnectivityTest(shop))),
    };
}
