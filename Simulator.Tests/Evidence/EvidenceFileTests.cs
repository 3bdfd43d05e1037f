using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Evidence;

/// <summary>The files of <c>/api/transactions/{id}/evidence</c>, <c>/har</c> and <c>/scenario</c>.</summary>
public sealed class EvidenceFileTests
{
    [Theory]
    [InlineData("evidence", "text/html; charset=utf-8", "payment-PAID-1.html")]
    [InlineData("har", "application/json", "payment-PAID-1.har")]
    [InlineData("scenario", "text/yaml; charset=utf-8", "run-of-paid-1.yaml")]
    public async Task File_is_a_download_without_secrets(string path, string type, string fileName)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("SALES");
        var payment = simulated.GetService<Ledger>().Find(order.AccessId)!;
        using var answer = await simulated.Get($"/api/transactions/{order.AccessId}/{path}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, $"{answer.Content.Headers.ContentType}");
        Assert.Equal(fileName, answer.Content.Headers.ContentDisposition!.FileName);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(
            ["kantansim1", payment.AccessPass, payment.Request!.Token],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evidence")]
    [InlineData("har")]
    [InlineData("scenario")]
    public async Task Unknown_transaction_is_404(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Get, $"/transactions/{new string('0', 32)}/{path}")).Status);
    }

    [Theory]
    [InlineData("evidence?lang=fr", "lang", "en, ja")]
    [InlineData("scenario?name=Bad%20name", "name", "up to 64 lower-case letters, digits and inner hyphens, such as lost-answer-1")]
    [InlineData("scenario?description=a%0Ab", "description", "up to 500 characters in one line")]
    public async Task Bad_parameter_is_named_with_what_is_allowed(string path, string field, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        var problem = await simulated.ProblemOf(HttpMethod.Get, $"/transactions/{order.AccessId}/{path}");
        var error = Assert.Single(problem.Errors!);
        Assert.Equal((field, allowed), (error.Field, error.Allowed));
    }

    [Fact]
    public async Task Html_has_sentences_messages_attempts_advice_scenario_and_versions_in_one_file()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>thanks</html>");
        var order = await simulated.Paid("SALES");
        await simulated.CallOperation("SearchTradeMulti", order, ("PayType", "24"));
        await simulated.Advance("P1D");
        using var answer = await simulated.Get($"/api/transactions/{order.AccessId}/evidence?lang=en");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string[] parts =
        [
            "Paid and captured.", "EntryTranRecruit", "SearchTradeMulti", "RecruitSales", "Fix: ", "but its body is not 0",
            "&lt;html&gt;thanks", "name: success", ".NET 10", "All times are Japan Standard Time (JST).", "2026-01-15 09:00:00 JST",
            "curl ",
        ];
        Assert.All(parts, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link |src=|url\\(|style=\"", html);
        Assert.InRange(html.Length, 1, 300_000);
        Assert.Empty(Regex.Matches(html, "\\{\\{|\\}\\}"));
    }

    [Theory]
    [InlineData("en", "Answer, which the shop did not get", "did not arrive",
        "The scenario: answer of RecruitSales: connection broken off")]
    [InlineData("ja", "応答（お店には届いていません）", "届いていません", "シナリオ：RecruitSales の応答：接続を切断")]
    public async Task Html_marks_an_answer_that_the_shop_did_not_get_and_names_the_cause(
        string language, string title, string mark, string cause)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("lost",
            "name: lost\nrules: [{ when: answering, match: { operation: RecruitSales }, then: drop }]\n");
        var order = await simulated.Pay("LOST-1", scenario: "lost");
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.CallOperation("RecruitSales", order));
        var html = await Html(simulated, order, language);
        Assert.All(
            [title, mark, cause, "class=\"l2 r3 left lost scripted\""], part => Assert.Contains(part, html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "The scenario: result notification AUTH sent with Amount 999 instead of 1000")]
    [InlineData("ja", "シナリオ：結果通知 AUTH：Amount を 1000 から 999 に変えて送信")]
    public async Task Html_says_what_the_scenario_changed_and_what_comes_next(string language, string cause)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("FORGED-1", scenario: "notification-forged-amount");
        await simulated.Advance("PT1S");
        var html = await Html(simulated, order, language);
        Assert.All([cause, "1000 → 999", "2026-03-16 09:00:00 JST"], part => Assert.Contains(part, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Japanese_html_has_no_English_names_of_fields()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("SALES");
        await simulated.Advance("P60D");
        var html = await Html(simulated, order, "ja");
        string[] english = ["HTTP status", ">body<", ">card<", "coupon (", "paid to the shop", ">redirect<", "simulator →", ">hint: ",
            ">received"];
        Assert.All(english, word => Assert.DoesNotContain(word, html, StringComparison.Ordinal));
        Assert.Contains("お店への入金額", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ja", "支払い済みで、売上が確定しています。")]
    [InlineData("", "en", "Paid and captured.")]
    [InlineData("?lang=ja", "en", "支払い済みで、売上が確定しています。")]
    public async Task Html_is_in_the_language_that_is_asked_for(string query, string accepted, string sentence)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("SALES");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{simulated.Url}/api/transactions/{order.AccessId}/evidence{query}");
        request.Headers.Add("Accept-Language", accepted);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    static async Task<string> Html(SimulatorFixture simulated, TestOrder order, string language)
    {
        using var answer = await simulated.Get($"/api/transactions/{order.AccessId}/evidence?lang={language}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
