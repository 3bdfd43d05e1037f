using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of a shop, with the stored values or with those just submitted. They never contain its ShopPass.</summary>
internal sealed class ShopModel(
    ProtocolOptions serverOptions, ScenarioWatcher scenarios, LastConnectivityTests tests, AllowedHosts allowed, ShopClocks clocks)
{
    static readonly string[] FormFields = ["shopId", "name", "notifyUrl", "scenario", "recruit", "members", "expiresIn"];

    public static Dictionary<string, object?> Row(Shop shop) => new()
    {
        ["id"] = shop.ShopId,
        ["path"] = Uri.EscapeDataString(shop.ShopId),
        ["name"] = shop.Name,
        ["notify_url"] = shop.WithMaskedUrl().NotifyUrl,
        ["scenario"] = shop.Scenario,
        ["recruit"] = $"{shop.Recruit}",
        ["own_members"] = shop.Members == ShopMembers.Own,
        ["ends_at"] = shop.ExpiresAt is { } end ? DisplayText.Time(end) : "",
        ["choices"] = shop.Protocol.Select(option => $"{option.Key}={option.Value}"),
    };

    /// <summary>The template model of the form for a new shop.</summary>
    public static Dictionary<string, object?> New(FormValues form) =>
        FormFields.ToDictionary(name => name, name => (object?)form[name]);

    /// <summary>
    /// The form without the protocol options that are left empty, which follow the server. An option whose box "empty" is checked stays:
    /// its value is the empty text.
    /// </summary>
    public static FormValues WithoutServerDefaults(FormValues form)
    {
        var ofServer = ProtocolOptionCatalog.All
            .Select(option => option.Name)
            .Where(name => form[$"protocol.{name}"].Length == 0 && form[$"empty.{name}"].Length == 0);
        return form.Without([.. ofServer.Select(name => $"protocol.{name}"), "empty"]);
    }

    /// <param name="typed">The submitted form, when it was refused.</param>
    public Dictionary<string, object?> Whole(Shop shop, FormValues? typed = null) => new(Row(shop))
    {
        ["clock_shop"] = clocks.HasOwn(shop.ShopId) ? shop.ShopId : null,
        ["shop_now"] = DisplayText.Time(clocks.Now(shop.ShopId)),
        ["shop"] = New(typed ?? StoredValues(shop)),
        ["password"] = new string('•', shop.ShopPass.Length),
        ["choices"] = ProtocolOptionCatalog.All.Where(option => !option.IsServerOnly).Select(option => Option(option, shop, typed)),
        ["own"] = shop.Protocol.Count,
        ["scenarios"] = scenarios.Current.Names,
        ["states"] = Enum.GetNames<ContractState>(),
        ["advice_off"] = RuleModel.SwitchedOff(shop),
        ["obstacle"] = Obstacle(shop.NotifyUrl),
        ["test"] = tests.Of(shop.ShopId) is { } attempt ? ConnectivityTestModel.Of(attempt, shop) : null,
    };

    static FormValues StoredValues(Shop shop) => FormValues.Of(
        ("name", shop.Name),
        ("notifyUrl", shop.WithMaskedUrl().NotifyUrl),
        ("scenario", shop.Scenario),
        ("recruit", $"{shop.Recruit}"));

    // Says without sending anything that the URL's host is not allowed. The address that a name resolves to is checked when sending only.
    Dictionary<string, object?>? Obstacle(string notifyUrl)
    {
        if (!Uri.TryCreate(notifyUrl, UriKind.Absolute, out var url) || allowed.AllowsByForm(url.Host) != false) return null;
        var reason = allowed.Refusal(url.Host);
        return new()
        {
            ["en"] = $"Nothing is sent to the notification URL. {reason.En}",
            ["ja"] = $"結果通知URLには送信しません。{reason.Ja}",
        };
    }

    Dictionary<string, object?> Option(ProtocolOption option, Shop shop, FormValues? typed)
    {
        var own = shop.Protocol.FirstOrDefault(known => known.Key.Equals(option.Name, StringComparison.OrdinalIgnoreCase)).Value;
        return new()
        {
            ["name"] = option.Name,
            ["about_en"] = option.About,
            ["about_ja"] = option.AboutJa,
            ["allowed_en"] = option.Allowed,
            ["allowed_ja"] = option.AllowedJa,
            ["values"] = option.Values,
            ["value"] = typed is null ? own ?? "" : typed[$"protocol.{option.Name}"],
            ["mine"] = own is not null,
            ["may_be_empty"] = option.Values.IsEmpty && option.TryApply(serverOptions, "") is not null,
            ["empty"] = typed is null ? own is { Length: 0 } : typed[$"empty.{option.Name}"].Length > 0,
            ["server"] = option.Format(serverOptions),
        };
    }
}
