using System.Text.Json.Nodes;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Gateway;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Protocol;

/// <summary>A choice that is written wrongly is told, with what is allowed: in the settings it stops the start, the control API answers 400.</summary>
public sealed class ChoiceFaultTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    static readonly (string Name, string Value)[] Edges =
    [
        ("PaymentTermSeconds", "119"), ("PaymentTermSeconds", "86401"), ("PaymentTermSeconds", "-120"), ("PaymentTermSeconds", "120.5"),
        ("ChargeDays", ""), ("ChargeDays", "0"), ("ChargeDays", "32"), ("ClosingDays", "15,x"),
        ("ChangeClosed", "9-10"), ("ChangeClosed", "10:00-10:00"), ("ChangeClosed", "10:00-24:00"), ("ChangeClosed", "10:00"),
        ("Search", "0"), ("CheckString", "1"), ("ReturnKeys", "OrderID,ShopPass"), ("NotifiedStatuses", "AUTH,VOID"),
        ("OrderTimeFormat", "yyyymmdd"), ("StartErrorHttpStatus", "204"), ("StartErrorHttpStatus", "302"), ("StartErrorHttpStatus", "600"), ("LargestAmount", "0"), ("PointsOnlyRefuses", "EntryTranRecruit"), ("NoSuchChoice", "1"),
        ("ChargeFileName", ""), ("ChargeFileName", ".."), ("ChargeFileName", ".csv"), ("ChargeFileName", "a/{Date}.csv"), ("ChargeFileName", "{shop}.csv"), ("ChargeFileName", new('a', 101)),
        ("SearchItemCode", "990"), ("SearchItemCode", ""),
    ];

    public static TheoryData<string, string> Wrong => [.. ProtocolOptionCatalog.All.Select(choice => (choice.Name, "nonsense!")), .. Edges];

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_setting_stops_the_start_with_one_line(string name, string value)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Settings(($"Protocol:{name}", value)));
        Assert.Equal($"Setting KantanSim:Protocol:{name} is \"{value}\"; allowed: {Allowed(name)}.", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_shop_in_the_settings_has_no_choice_that_is_the_server_s()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Settings(("Shops:0:ShopId", "s"), ("Shops:0:ShopPass", "p"), ("Shops:0:Protocol:FieldCase", "Exact")));
        Assert.StartsWith("Setting KantanSim:Shops:0:Protocol:FieldCase is \"Exact\"; allowed: nothing here", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_control_api_tells_every_fault_at_once_and_makes_no_shop()
    {
        var written = new JsonObject(ProtocolOptionCatalog.All.Select(choice => KeyValuePair.Create(choice.Name, (JsonNode?)"nonsense!"))) { ["NoSuchChoice"] = 1, ["Search"] = new JsonArray() };
        var answer = await shared.Simulated.CallApi(HttpMethod.Post, "/shops", new JsonObject { ["shopId"] = "faulty1", ["protocol"] = written }.ToJsonString());
        Assert.Equal(400, (int?)answer["http"]);
        var told = answer["body"]!["errors"]!.AsArray().ToDictionary(fault => (string)fault!["field"]!, fault => (string)fault!["allowed"]!);
        Assert.Equal(written.Select(choice => $"protocol.{choice.Key}").Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(ProtocolOptionCatalog.All.Where(choice => !choice.IsServerOnly && choice.Name != "Search"), choice => Assert.Equal(choice.Allowed, told[$"protocol.{choice.Name}"]));
        Assert.All(ProtocolOptionCatalog.All.Where(choice => choice.IsServerOnly), choice => Assert.Contains("a choice of the server", told[$"protocol.{choice.Name}"], StringComparison.Ordinal));
        Assert.Equal(404, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, "/shops/faulty1"))["http"]);
    }

    [Fact]
    public void A_choice_reads_what_it_writes() => Assert.All(ProtocolOptionCatalog.All, choice => Assert.Equal(choice.Format(new()), choice.Format(choice.TryApply(new(), choice.Format(new()))!)));

    [Fact]
    public void Every_choice_is_described_in_Japanese() => Assert.All(ProtocolOptionCatalog.All, choice => Assert.Matches("[ぁ-んァ-ヶ一-龠]", choice.AboutJa));

    static string Allowed(string name) => ProtocolOptionCatalog.Find(name)?.Allowed ?? $"no such choice; there are {ProtocolOptionCatalog.AllNames}";

    static void Settings(params (string Name, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"KantanSim:{setting.Name}", (string?)setting.Value))).Build());
}
