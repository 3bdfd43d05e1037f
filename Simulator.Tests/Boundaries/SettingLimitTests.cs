#pragma warning disable format // aligned tables
using KantanSim.Configuration;
using KantanSim.Startup;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Boundaries;

/// <summary>Settings that are numbers or have a maximum length: both ends of the allowed range, and the values beyond.</summary>
public sealed class SettingLimitTests
{
    [Theory]
    [InlineData("KeepPayments", "0",                    false)]
    [InlineData("KeepPayments", "1",                    true)]
    [InlineData("KeepPayments", "100000000",            true)]
    [InlineData("KeepPayments", "100000001",            false)]
    [InlineData("KeepDays",     "-1",                   false)]
    [InlineData("KeepDays",     "0",                    true)]
    [InlineData("KeepDays",     "36500",                true)]
    [InlineData("KeepDays",     "36501",                false)]
    [InlineData("TlsPort",      "-1",                   false)]
    [InlineData("TlsPort",      "0",                    true)]
    [InlineData("TlsPort",      "65535",                true)]
    [InlineData("TlsPort",      "65536",                false)]
    [InlineData("Seed",         "-9223372036854775809", false)]
    [InlineData("Seed",         "-9223372036854775808", true)]
    [InlineData("Seed",         "9223372036854775807",  true)]
    [InlineData("Seed",         "9223372036854775808",  false)]
    [InlineData("Clock", "1999-12-31T23:59:59.9999999Z", false)]
    [InlineData("Clock", "2000-01-01T00:00:00Z",         true)]
    [InlineData("Clock", "2999-12-31T23:59:59.9999999Z", true)]
    [InlineData("Clock", "3000-01-01T00:00:00Z",         false)]
    [InlineData("Protocol:PaymentTermSeconds", "119",   false)]
    [InlineData("Protocol:PaymentTermSeconds", "120",   true)]
    [InlineData("Protocol:PaymentTermSeconds", "86400", true)]
    [InlineData("Protocol:PaymentTermSeconds", "86401", false)]
    public void A_number_is_accepted_within_its_range(string name, string value, bool isAccepted) =>
        AssertAccepted(isAccepted, (name, value));

    [Theory]
    [InlineData("x y", true)]
    [InlineData(" x",  false)]
    [InlineData("x ",  false)]
    public void An_AdminToken_has_no_space_at_its_ends(string token, bool isAccepted) => AssertAccepted(isAccepted, ("AdminToken", token));

    [Theory]
    [InlineData("",               "p",           false)]
    [InlineData("s",              "p",           true)]
    [InlineData("1234567890123",  "p",           true)]
    [InlineData("12345678901234", "p",           false)]
    [InlineData("s",              "",            false)]
    [InlineData("s",              "1234567890",  true)]
    [InlineData("s",              "12345678901", false)]
    public void A_ShopID_has_at_most_13_and_a_ShopPass_at_most_10_characters(string shopId, string shopPass, bool isAccepted) =>
        AssertAccepted(isAccepted, ("Shops:0:ShopId", shopId), ("Shops:0:ShopPass", shopPass));

    [Fact]
    public void Settings_have_the_documented_defaults()
    {
        var options = SettingsReader.Read(new ConfigurationBuilder().Build()).Options;
        Assert.Equal((1_000_000, 0, 8_443, null), (options.KeepPayments, options.KeepDays, options.TlsPort, options.Seed));
    }

    static void AssertAccepted(bool isAccepted, params (string Name, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"KantanSim:{setting.Name}", (string?)setting.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        if (isAccepted) SettingsReader.Read(configuration);
        else Assert.Throws<ConfigurationException>(() => SettingsReader.Read(configuration));
    }
}
