using System.Net.Http.Headers;
using System.Text;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Golden;

/// <summary>The exact bytes of messages in both directions. The seed and the clock of the simulator make them repeatable.</summary>
public sealed class WireBytesTests
{
    const string ShopFields = "ShopID=tshop00000001&ShopPass=kantansim1";

    [Fact]
    public async Task One_shot_payment_sends_the_approved_bytes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var text = new StringBuilder("# Bytes of a one-shot payment\n\n"
            + "Made with seed 7 and a clock that stands at 2026-01-15T09:00:00+09:00. The host of URLs is left out.\n");
        var entry = await Exchange(simulated, text, "EntryTranRecruit", $"{ShopFields}&OrderID=GOLD-1&JobCd=AUTH&Amount=1000&Tax=100");
        var access = string.Join('&', entry.Split('&').Skip(1)) + "&OrderID=GOLD-1";
        var returnUrl = Uri.EscapeDataString(simulated.Merchant.Url + "/return");
        await Exchange(simulated, text, "ExecTranRecruit", $"{ShopFields}&{access}&ClientField1=%83%7C%83%5C&ClientFieldFlag=1"
            + $"&RetURL={returnUrl}&ItemName=%82%D0%82%C6%8Bx%82%DD%83%7C%83b%83g");
        var order = new TestOrder("GOLD-1", access.Split('&')[0].Split('=')[1], "");
        await simulated.PlayConsumer(order, new { action = "approve", points = 100, coupon = "WALLET100" });
        await Exchange(simulated, text, "SearchTradeMulti", $"{ShopFields}&OrderID=GOLD-1&PayType=24");
        await Exchange(simulated, text, "RecruitSales", $"{ShopFields}&{access}");
        await Exchange(simulated, text, "RecruitSales", $"{ShopFields}&{access}");
        await Exchange(simulated, text, "RecruitCancel", $"{ShopFields}&{access}");
        await simulated.Advance("PT0S");
        AppendPosts(simulated, text);
        Approved.Check("recruit-bytes", text.ToString().Replace(simulated.Url, "http://simulator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Daily_charge_file_has_the_approved_bytes()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Subscribes("GOLD-SUB", "10");
        await simulated.Advance("P1D");
        var text = new StringBuilder("# Bytes of the daily charge file\n");
        foreach (var day in new[] { "2026-01-15", "2026-01-16" })
        {
            using var file = await simulated.Get($"/api/shops/tshop00000001/charge-file?date={day}");
            await AppendBody(text, file.Content.Headers.ContentDisposition!.FileName!, file);
        }
        Approved.Check("charge-file-bytes", text.ToString());
    }

    [Fact]
    public async Task Refusals_of_unknown_pairs_and_PayTypes_have_the_approved_bytes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("GOLD-2");
        var text = new StringBuilder("# Bytes of refusals\n");
        var unknown = order with { AccessId = "null", AccessPass = "null" };
        string[] apis =
        [
            "ExecTranRecruit", "RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth",
            "ExecTranRecruitContinuance", "RecruitContinuanceChange", "RecruitContinuanceChargeCancel", "RecruitContinuanceCancel",
        ];
        foreach (var api in apis)
        {
            using var answer = await simulated.Raw(api, unknown);
            await AppendBody(text, api, answer);
        }
        foreach (var payType in new[] { "24", "3", "99", "240" })
        {
            using var answer = await simulated.Raw("SearchTradeMulti", order, ("PayType", payType));
            await AppendBody(text, $"SearchTradeMulti, PayType {payType}", answer);
        }
        Approved.Check("refusal-bytes", text.ToString());
    }

    [Fact]
    public async Task Options_of_search_unknown_pair_and_charge_file_have_the_approved_bytes()
    {
        string[] options =
        [
            "UnknownPair=Last", "Search=Legacy", "SearchItemCode=0000990", "ChargeFileLineEnd=Lf",
            "ChargeFileName=SB_A_{ShopId}_{Date}.csv",
        ];
        await using var simulated = await SimulatorFixture.Start(settings: [.. options.Select(option => $"--KantanSim:Protocol:{option}")]);
        var text = new StringBuilder($"# Bytes with {string.Join(", ", options)}\n");
        var order = await simulated.RegisterPayment("GOLD-3");
        using var exec = await simulated.Raw("ExecTranRecruit", order with { AccessPass = new('0', 32) });
        await AppendBody(text, "ExecTranRecruit", exec);
        using var search = await simulated.Raw("SearchTradeMulti", order, ("PayType", "24"));
        await AppendBody(text, "SearchTradeMulti", search);
        await simulated.Subscribes("GOLD-SUB", "10");
        await simulated.Advance("P1D");
        using var file = await simulated.Get("/api/shops/tshop00000001/charge-file?date=2026-01-15");
        await AppendBody(text, file.Content.Headers.ContentDisposition!.FileName!, file);
        Approved.Check("choices-bytes", text.ToString());
    }

    /// <summary>Posts a body, appends the request and the answer to the text, and returns the answer's body.</summary>
    static async Task<string> Exchange(SimulatorFixture simulated, StringBuilder text, string api, string body)
    {
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var url = new Uri($"/payment/{api}.idPass", UriKind.Relative);
        using var answer = await http.PostAsync(url, content, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var request = body.Replace(Uri.EscapeDataString(simulated.Merchant.Url!), "http%3A%2F%2Fmerchant", StringComparison.Ordinal);
        var contentType = answer.Content.Headers.NonValidated["Content-Type"];
        text.Append($"\n## {api}\n\n    {request}\n\n    HTTP {(int)answer.StatusCode} {contentType}\n    {Printable(bytes)}\n");
        return Cp932.Decode(bytes);
    }

    // What the merchant received: the browser's post to RetURL first, then the notifications.
    static void AppendPosts(SimulatorFixture simulated, StringBuilder text)
    {
        foreach (var entry in simulated.Merchant.LogEntries.OrderBy(entry => entry.RequestMessage!.Path == "/return" ? 0 : 1))
        {
            var request = entry.RequestMessage!;
            var contentType = request.Headers!["Content-Type"][0];
            text.Append($"\n## the gateway posts {request.Path}\n\n    {contentType}\n    {Printable(request.BodyAsBytes!)}\n");
        }
    }

    static async Task AppendBody(StringBuilder text, string title, HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        text.Append($"\n## {title}\n\n    {Printable(bytes)}\n");
    }

    // Bytes outside printable ASCII as \xNN.
    static string Printable(byte[] bytes) =>
        string.Concat(bytes.Select(value => value is >= 0x20 and < 0x7f ? $"{(char)value}" : $"\\x{value:X2}"));
}
