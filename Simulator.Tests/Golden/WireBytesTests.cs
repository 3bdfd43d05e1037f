using System.Net.Http.Headers;
using System.Text;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Golden;

/// <summary>The bytes of a whole payment, in both directions. Seed and clock make them repeatable.</summary>
public sealed class WireBytesTests
{
    [Fact]
    public async Task One_shot_payment_sends_the_approved_bytes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var text = new StringBuilder("# Bytes of a one-shot payment\n\nMade with seed 7 and a clock that stands at 2026-01-15T09:00:00+09:00. The host of URLs is left out.\n");
        const string shop = "ShopID=tshop00000001&ShopPass=kantansim1";
        var entry = await Exchange("EntryTranRecruit", $"{shop}&OrderID=GOLD-1&JobCd=AUTH&Amount=1000&Tax=100");
        var access = string.Join('&', entry.Split('&').Skip(1)) + "&OrderID=GOLD-1";
        await Exchange("ExecTranRecruit", $"{shop}&{access}&ClientField1=%83%7C%83%5C&ClientFieldFlag=1&RetURL={Uri.EscapeDataString(simulated.Merchant.Url + "/return")}&ItemName=%82%D0%82%C6%8Bx%82%DD%83%7C%83b%83g");
        var order = new TestOrder("GOLD-1", access.Split('&')[0].Split('=')[1], "");
        await simulated.PlayConsumer(order, new { action = "approve", points = 100, coupon = "WALLET100" });
        await Exchange("SearchTradeMulti", $"{shop}&OrderID=GOLD-1&PayType=24");
        await Exchange("RecruitSales", $"{shop}&{access}");
        await Exchange("RecruitSales", $"{shop}&{access}");
        await Exchange("RecruitCancel", $"{shop}&{access}");
        await simulated.Advance("PT0S");
        foreach (var sent in simulated.Merchant.LogEntries.OrderBy(entry => entry.RequestMessage!.Path == "/return" ? 0 : 1))
            text.Append($"\n## the gateway posts {sent.RequestMessage!.Path}\n\n    {sent.RequestMessage.Headers!["Content-Type"][0]}\n    {Shown(sent.RequestMessage.BodyAsBytes!)}\n");
        Approved.Check("recruit-bytes", text.ToString().Replace(simulated.Url, "http://simulator", StringComparison.Ordinal));

        async Task<string> Exchange(string api, string body)
        {
            using var http = new HttpClient { BaseAddress = new(simulated.Url) };
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
            using var answer = await http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var asked = body.Replace(Uri.EscapeDataString(simulated.Merchant.Url!), "http%3A%2F%2Fmerchant", StringComparison.Ordinal);
            text.Append($"\n## {api}\n\n    {asked}\n\n    HTTP {(int)answer.StatusCode} {answer.Content.Headers.NonValidated["Content-Type"]}\n    {Shown(bytes)}\n");
            return Cp932.Decode(bytes);
        }
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
            text.Append($"\n## {file.Content.Headers.ContentDisposition!.FileName}\n\n    {Shown(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))}\n");
        }
        Approved.Check("charge-file-bytes", text.ToString());
    }

    [Fact]
    public async Task Refusals_of_unknown_pairs_and_PayTypes_have_the_approved_bytes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("GOLD-2");
        var text = new StringBuilder("# Bytes of refusals\n");
        var nobody = order with { AccessId = "null", AccessPass = "null" };
        string[] calls =
        [
            "ExecTranRecruit", "RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth",
            "ExecTranRecruitContinuance", "RecruitContinuanceChange", "RecruitContinuanceChargeCancel", "RecruitContinuanceCancel",
        ];
        foreach (var api in calls)
        {
            using var answer = await simulated.Raw(api, nobody);
            text.Append($"\n## {api}\n\n    {Shown(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))}\n");
        }
        foreach (var payType in new[] { "24", "3", "99", "240" })
        {
            using var answer = await simulated.Raw("SearchTradeMulti", order, ("PayType", payType));
            text.Append($"\n## SearchTradeMulti, PayType {payType}\n\n    {Shown(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))}\n");
        }
        Approved.Check("refusal-bytes", text.ToString());
    }

    [Fact]
    public async Task Choices_of_search_unknown_pair_and_charge_file_have_the_approved_bytes()
    {
        string[] choices = ["UnknownPair=Last", "Search=Legacy", "SearchItemCode=0000990", "ChargeFileLineEnd=Lf", "ChargeFileName=SB_A_{ShopId}_{Date}.csv"];
        await using var simulated = await SimulatorFixture.Start(settings: [.. choices.Select(choice => $"--KantanSim:Protocol:{choice}")]);
        var text = new StringBuilder($"# Bytes with {string.Join(", ", choices)}\n");
        var order = await simulated.RegisterPayment("GOLD-3");
        using var exec = await simulated.Raw("ExecTranRecruit", order with { AccessPass = new('0', 32) });
        await Add("ExecTranRecruit", exec);
        using var search = await simulated.Raw("SearchTradeMulti", order, ("PayType", "24"));
        await Add("SearchTradeMulti", search);
        await simulated.Subscribes("GOLD-SUB", "10");
        await simulated.Advance("P1D");
        using var file = await simulated.Get("/api/shops/tshop00000001/charge-file?date=2026-01-15");
        await Add(file.Content.Headers.ContentDisposition!.FileName!, file);
        Approved.Check("choices-bytes", text.ToString());

        async Task Add(string what, HttpResponseMessage answer) =>
            text.Append($"\n## {what}\n\n    {Shown(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))}\n");
    }

    // Bytes outside ASCII as \xNN.
    static string Shown(byte[] bytes) => string.Concat(bytes.Select(one => one is >= 0x20 and < 0x7f ? $"{(char)one}" : $"\\x{one:X2}"));
}
