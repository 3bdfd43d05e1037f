using KantanSim.Configuration;
using KantanSim.Startup;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Boundaries;

/// <summary>The settings that are numbers or have a length: both ends of what is allowed, and what lies beyond.</summary>
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
    public void A_number_is_taken_from_the_first_to_the_last(string name, string value, bool taken) => IsTaken(taken, (name, value));

    [Theory]
    [InlineData("",               "p",           false)]
    [InlineData("s",              "p",           true)]
    [InlineData("1234567890123",  "p",           true)]
    [InlineData("12345678901234", "p",           false)]
    [InlineData("s",              "",            false)]
    [InlineData("s",              "1234567890",  true)]
    [InlineData("s",              "12345678901", false)]
    public void A_shop_has_an_id_of_13_and_a_password_of_10_characters_at_most(string shopId, string shopPass, bool taken) =>
        IsTaken(taken, ("Shops:0:ShopId", shopId), ("Shops:0:ShopPass", shopPass));

    [Fact]
    public void What_is_not_set_is_as_it_is_documented()
    {
        var options = SettingsReader.Read(new ConfigurationBuilder().Build()).Options;
        Assert.Equal((1_000_000, 0, 8_443, null), (options.KeepPayments, options.KeepDays, options.TlsPort, options.Seed));
    }

    static void IsTaken(bool taken, params (string Name, string Value)[] settings)
    {
        var named = settings.Select(setting => KeyValuePair.Create($"KantanSim:{setting.Name}", (string?)setting.Value));
        var written = new ConfigurationBuilder().AddInMemoryCollection(named).Build();
        if (taken) SettingsReader.Read(written);
        else Assert.Throws<ConfigurationException>(() => SettingsReader.Read(written));
    }
}
