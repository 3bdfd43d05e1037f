using System.Text.Json.Nodes;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Gateway;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Protocol;

/// <summary>An invalid option is reported with what is allowed: a wrong setting prevents the start, the control API answers 400.</summary>
public sealed class InvalidProtocolOptionTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    const string NothingForShops = "nothing (only the server has this option)";

    static readonly (string Name, string Value)[] Edges =
    [
        ("PaymentTermSeconds", "119"), ("PaymentTermSeconds", "86401"), ("PaymentTermSeconds", "-120"), ("PaymentTermSeconds", "120.5"),
        ("ChargeDays", ""), ("ChargeDays", "0"), ("ChargeDays", "32"), ("ClosingDays", "15,x"),
        ("ChangeClosed", "9-10"), ("ChangeClosed", "10:00-10:00"), ("ChangeClosed", "10:00-24:00"), ("ChangeClosed", "10:00"),
        ("Search", "0"), ("CheckString", "1"), ("ReturnKeys", "OrderID,ShopPass"), ("NotifiedStatuses", "AUTH,VOID"),
        ("OrderTimeFormat", "yyyymmdd"), ("SearchItemCode", "990"), ("SearchItemCode", ""),
        ("StartErrorHttpStatus", "204"), ("StartErrorHttpStatus", "302"), ("StartErrorHttpStatus", "600"),
        ("LargestAmount", "0"), ("PointsOnlyRefuses", "EntryTranRecruit"), ("NoSuchOption", "1"),
        ("ChargeFileName", ""), ("ChargeFileName", ".."), ("ChargeFileName", ".csv"), ("ChargeFileName", "a/{Date}.csv"),
        ("ChargeFileName", "{shop}.csv"), ("ChargeFileName", new('a', 101)),
    ];

    public static TheoryData<string, string> Invalid =>
        [.. ProtocolOptionCatalog.All.Select(option => (option.Name, "nonsense!")), .. Edges];

    [Theory, MemberData(nameof(Invalid))]
    public void Invalid_setting_prevents_the_start_with_one_line(string name, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => ReadSettings(($"Protocol:{name}", value)));
        Assert.Equal($"Setting KantanSim:Protocol:{name} is \"{value}\"; allowed: {Allowed(name)}.", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Shop_in_the_settings_cannot_have_an_option_of_the_server()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            ReadSettings(("Shops:0:ShopId", "s"), ("Shops:0:ShopPass", "p"), ("Shops:0:Protocol:FieldCase", "Exact")));
        Assert.Equal($"Setting KantanSim:Shops:0:Protocol:FieldCase is \"Exact\"; allowed: {NothingForShops}.", error.Message);
    }

    [Fact]
    public async Task Control_API_reports_every_invalid_option_and_creates_no_shop()
    {
        var options = new JsonObject(ProtocolOptionCatalog.All.Select(option => KeyValuePair.Create(option.Name, (JsonNode?)"nonsense!")))
        {
            ["NoSuchOption"] = 1,
            ["Search"] = new JsonArray(),
        };
        var body = new JsonObject { ["shopId"] = "faulty1", ["protocol"] = options };
        var answer = await shared.Simulated.CallApi(HttpMethod.Post, "/shops", body.ToJsonString());
        Assert.Equal(400, (int?)answer["http"]);
        var allowed = answer["body"]!["errors"]!.AsArray()
            .ToDictionary(error => (string)error!["field"]!, error => (string)error!["allowed"]!);
        Assert.Equal(
            options.Select(option => $"protocol.{option.Key}").Order(StringComparer.Ordinal),
            allowed.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            ProtocolOptionCatalog.All.Where(option => option.Name != "Search"),
            option => Assert.Equal(
                option.IsServerOnly ? NothingForShops : option.Allowed,
                allowed[$"protocol.{option.Name}"]));
        Assert.Equal(404, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, "/shops/faulty1"))["http"]);
    }

    [Fact]
    public void Default_survives_the_round_trip_through_text() => Assert.All(ProtocolOptionCatalog.All, option =>
    {
        var text = option.Format(new());
        Assert.Equal(text, option.Format(option.TryApply(new(), text)!));
    });

    [Fact]
    public void Option_is_described_in_Japanese() =>
        Assert.All(ProtocolOptionCatalog.All, option => Assert.Matches("[ぁ-んァ-ヶ一-龠]", option.AboutJa));

    static string Allowed(string name) =>
        ProtocolOptionCatalog.Find(name)?.Allowed ?? $"no such option; the options are {ProtocolOptionCatalog.AllNames}";

    static void ReadSettings(params (string Name, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"KantanSim:{setting.Name}", (string?)setting.Value));
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
