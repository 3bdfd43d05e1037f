using System.Net;
using System.Net.Http.Headers;
using System.Text;
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Gateway;

/// <summary>One simulator for all tests of a class; each test uses its own orders.</summary>
public sealed class SharedSimulated : IAsyncLifetime
{
    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Simulated = await SimulatorFixture.Start();

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}

/// <summary>An invalid call is answered with HTTP 200 and all its error codes together.</summary>
public sealed class RefusalTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";

    SimulatorFixture Simulated => shared.Simulated;

    [Theory]
    [InlineData("", "M01002001|M01003001|M01004001|M01054001|M01005001")]
    [InlineData("ShopID=&ShopPass=&OrderID=&JobCd=&Amount=&Tax=", "M01002001|M01003001|M01004001|M01054001|M01005001")]
    [InlineData("ShopID=tshop0000000123&ShopPass=kantansim1&OrderID=R-1&JobCd=AUTH&Amount=1", "M01002008")]
    [InlineData("ShopID=tshop00000001&ShopPass=kantansim123&OrderID=R-1&JobCd=AUTH&Amount=1", "M01003008")]
    [InlineData("ShopID=tshop00000009&ShopPass=kantansim1&OrderID=R-1&JobCd=AUTH&Amount=1", "M01002002")]
    [InlineData(Shop + "&OrderID=1234567890123456789012345678&JobCd=AUTH&Amount=1", "M01004012")]
    [InlineData(Shop + "&OrderID=a_b&JobCd=AUTH&Amount=1", "M01004013")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=SALES&Amount=1", "M01054010")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=12345678", "M01005005|M01005011")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=1x", "M01005006")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=-1", "M01005006")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=0", "M01005011")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=1&Tax=x", "M01006006")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=1&Tax=12345678", "M01006005")]
    [InlineData(Shop + "&OrderID=R-1&JobCd=AUTH&Amount=9999999&Tax=1", "M01005011")]
    public async Task An_invalid_registration_is_refused(string body, string errInfo) => await Refused("EntryTranRecruit", body, errInfo);

    [Theory]
    [InlineData("&ItemName=Mug", "M01059001")]
    [InlineData("&RetURL=http://127.0.0.1/r", "M01232001")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName={256}", "M01232005")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=a%7Cb", "M01232013")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=%81", "M01232013")]
    [InlineData("&RetURL=http://127.0.0.1/{2049}&ItemName=Mug", "M01059005|M01059012")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&ClientField1={101}", "M01039012")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&ClientField2={101}", "M01040012")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&ClientField3=%7B", "M01041013")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&ClientFieldFlag=2", "M01042011")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&PaymentTermSec=x", "M01048006")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&PaymentTermSec=123456", "M01048005|M01048011")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&PaymentTermSec=119", "M01048011")]
    [InlineData("&RetURL=http://127.0.0.1/r&ItemName=Mug&PaymentTermSec=86401", "M01048011")]
    public async Task An_invalid_payment_request_is_refused_and_changes_nothing(string more, string errInfo)
    {
        var order = await Simulated.RegisterPayment($"X-{Hash(more)}");
        var fields = more;
        foreach (var length in new[] { 101, 256, 2_049 })
            fields = fields.Replace($"{{{length}}}", new('a', length), StringComparison.Ordinal);
        await Refused("ExecTranRecruit", $"{Access(order)}{fields}", errInfo);
        Assert.Equal("UNPROCESSED", (string?)(await Simulated.Transaction(order))["status"]);
    }

    [Theory]
    [InlineData("RecruitSales", "UNPROCESSED", "M01054004")]
    [InlineData("RecruitCancel", "UNPROCESSED", "M01054004")]
    public async Task An_operation_that_the_status_forbids_is_refused_and_changes_nothing(string api, string status, string errInfo)
    {
        var order = await Simulated.RegisterPayment($"S-{api}");
        await Refused(api, Access(order), errInfo);
        Assert.Equal(status, (string?)(await Simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task A_call_with_wrong_or_missing_access_fields_is_refused()
    {
        var order = await Simulated.RegisterPayment("CRED-1");
        await Refused("RecruitSales", Access(order with { AccessPass = new('0', 32) }), "M01058002");
        await Refused("RecruitSales", Access(order with { AccessId = new('0', 32) }), "M01058002");
        await Refused("RecruitSales", Access(order with { OrderId = "CRED-2" }), "M01004002");
        await Refused("RecruitSales", Shop, "M01007001|M01008001|M01004001");
    }

    [Fact]
    public async Task A_repeated_registration_or_payment_request_is_refused()
    {
        await Simulated.RegisterPayment("TWICE-1");
        await Refused("EntryTranRecruit", $"{Shop}&OrderID=TWICE-1&JobCd=AUTH&Amount=1", "M01004010");
        var order = await Simulated.RequestPayment("TWICE-2");
        await Refused("ExecTranRecruit", $"{Access(order)}&RetURL=http://127.0.0.1/r&ItemName=Mug", "M01004014");
    }

    [Theory]
    [InlineData("SearchTradeMulti", Shop + "&OrderID=NONE-1&PayType=24", "M01004002")]
    [InlineData("SearchTradeMulti", Shop + "&OrderID=NONE-1", "M01051001|M01004002")]
    [InlineData("SearchTradeMulti", Shop + "&OrderID=NONE-1&PayType=ABCD", "M01051005|M01051011|M01004002")]
    [InlineData("NoSuchApi", Shop, "E91099997")]
    [InlineData("EntryTranRecruit", "{\"ShopID\":\"x\"}", "M01002001|M01003001|M01004001|M01054001|M01005001")]
    [InlineData("EntryTranRecruit", "%%%&&&==&=", "M01002001|M01003001|M01004001|M01054001|M01005001")]
    public async Task Other_invalid_calls_are_refused(string api, string body, string errInfo) => await Refused(api, body, errInfo);

    [Fact]
    public async Task Unknown_fields_are_ignored_the_first_of_repeated_fields_counts_and_case_does_not_matter()
    {
        const string form = "shopid=tshop00000001&SHOPPASS=kantansim1&OrderID=ODD-1&OrderID=ODD-2&JobCd=AUTH&Amount=1&Strange=1&MODP=3";
        var answer = await Post("EntryTranRecruit", form);
        Assert.Equal("ODD-1", answer.Fields["OrderID"]);
    }

    [Fact]
    public async Task A_GET_request_is_refused_with_a_code()
    {
        using var answer = await Simulated.Get("/payment/EntryTranRecruit.idPass");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ErrCode=E31&ErrInfo=E31500014", Cp932.Decode(bytes));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var answer = await Post("EntryTranRecruit", Shop + "&OrderID=" + new string('a', 70_000));
        Assert.Equal((413, "E91099996"), (answer.Status, answer.Fields["ErrInfo"]));
    }

    [Fact]
    public async Task A_capture_after_the_authorisation_s_validity_is_refused()
    {
        await using var own = await SimulatorFixture.Start();
        var order = await own.RequestPayment("LATE-1");
        await own.PostConsumerAction(order);
        await own.Advance("P61D");
        Assert.Equal("M01060010", (await own.CallOperation("RecruitSales", order))["ErrInfo"]);
    }

    [Fact]
    public async Task A_shop_without_a_contract_is_refused()
    {
        await Simulated.CallApi(HttpMethod.Post, "/shops", """{"shopId":"nocontract1","shopPass":"p","recruit":"None"}""");
        await Simulated.CallApi(HttpMethod.Post, "/shops", """{"shopId":"pending1","shopPass":"p","recruit":"Pending"}""");
        await Refused("EntryTranRecruit", "ShopID=nocontract1&ShopPass=p&OrderID=C-1&JobCd=AUTH&Amount=1", "E61030001");
        await Refused("EntryTranRecruit", "ShopID=pending1&ShopPass=p&OrderID=C-1&JobCd=AUTH&Amount=1", "E61020001");
    }

    [Fact]
    public void Every_code_has_its_meaning_in_both_languages() => Assert.All(GatewayErrors.All, row =>
        Assert.True(row.En.Length > 5 && row.En != row.Info && row.Ja.Length > 3 && row.Ja != row.Info, row.Info));

    async Task Refused(string api, string body, string errInfo)
    {
        var (status, fields) = await Post(api, body);
        Assert.Equal(errInfo, fields["ErrInfo"]);
        Assert.Equal(string.Join('|', errInfo.Split('|').Select(info => info[..3])), fields["ErrCode"]);
        Assert.Equal((200, 2), (status, fields.Count));
    }

    async Task<(int Status, Dictionary<string, string> Fields)> Post(string api, string body)
    {
        using var http = new HttpClient { BaseAddress = new(Simulated.Url) };
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var url = new Uri($"/payment/{api}.idPass", UriKind.Relative);
        using var answer = await http.PostAsync(url, content, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, ResponseBody.Read(bytes).ToDictionary(field => field.Key, field => field.Value));
    }

    static string Access(TestOrder order) => $"{Shop}&AccessID={order.AccessId}&AccessPass={order.AccessPass}&OrderID={order.OrderId}";

    static string Hash(string of) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(of))[..8]);
}
