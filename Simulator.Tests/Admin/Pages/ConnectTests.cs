using System.Net;
using KantanSim.Admin.Pages;
using KantanSim.Merchants;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The empty payment list explains how to connect a shop.</summary>
public sealed class ConnectTests
{
    [Theory]
    [InlineData("/?lang=en", "Connect your shop")]
    [InlineData("/?lang=ja", "お店をつなぐ")]
    public async Task Empty_list_shows_the_address_the_credentials_and_a_first_call(string path, string title)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = WebUtility.HtmlDecode(await simulated.Page(path));
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains($">{simulated.Url}/payment/{{Api}}.idPass<", page, StringComparison.Ordinal);
        Assert.Contains(">tshop00000001<", page, StringComparison.Ordinal);
        Assert.Contains(">kantansim1<", page, StringComparison.Ordinal);
        Assert.Contains(
            $"curl '{simulated.Url}/payment/EntryTranRecruit.idPass' \\\n"
            + "  -d \"ShopID=tshop00000001&ShopPass=kantansim1&OrderID=FIRST-$(date +%s)-$RANDOM&JobCd=AUTH&Amount=1000\"",
            page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?orderId=NONE", false)]
    [InlineData("/", true)]
    public async Task List_with_payments_or_a_filter_shows_no_credentials(string path, bool withPayment)
    {
        await using var simulated = await SimulatorFixture.Start();
        if (withPayment) await simulated.RegisterPayment("CONNECT-1");
        Assert.DoesNotContain("kantansim1", await simulated.Page(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_list_shows_no_password_under_a_host_name_that_is_not_allowed()
    {
        await using var simulated = await SimulatorFixture.Start();
        var model = ConnectModel.Of(simulated.GetService<ShopRepository>(), "http://evil.test", isOwnName: false);
        var shops = ((IEnumerable<Dictionary<string, object?>>)model["shops"]!).SelectMany(shop => shop.Values);
        Assert.DoesNotContain("kantansim1", $"{model["curl"]} {string.Join(' ', shops)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_list_says_to_add_a_shop_when_there_is_none()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Delete, "/shops/tshop00000001");
        Assert.Contains("There is no shop: add one", await simulated.Page("/?lang=en"), StringComparison.Ordinal);
    }
}
