using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The page of the last calls to the gateway.</summary>
public sealed class TrafficPageTests
{
    [Fact]
    public async Task Body_that_is_not_a_form_is_shown_masked_with_its_type_and_length()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Post("EntryTranRecruit", """{"OrderID":"SHOWN-2","ShopPass":"hush-json"}"""u8.ToArray());
        var page = await simulated.Page("/traffic");
        Assert.Contains("44 bytes, not a form", page, StringComparison.Ordinal);
        Assert.Contains(
            "{&quot;OrderID&quot;:&quot;SHOWN-2&quot;,&quot;ShopPass&quot;:&quot;*********&quot;}", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Wrong_path_is_shown_with_its_note(string language)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.PostForm("/payment/EntryTranRecruit", "OrderID=PATH-1");
        using var page = await simulated.Get($"/traffic?lang={language}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<strong>POST /payment/EntryTranRecruit</strong>", html, StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"small\" lang=\"en\" data-testid=\"note\">&quot;/payment/EntryTranRecruit&quot; is not an API path. "
                + "Did you mean &quot;/payment/EntryTranRecruit.idPass&quot;? The suffix is &quot;.idPass&quot;.</p>",
            html, StringComparison.Ordinal);
        Assert.Contains("PATH-1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_notes_of_a_call_are_shown()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.PostForm("/payment/EntryTranRecuit.idPass", "OrderID=PATH-1&OrderID=PATH-2");
        var page = await simulated.Page("/traffic");
        Assert.Contains("Did you mean &quot;/payment/EntryTranRecruit.idPass&quot;?</p>", page, StringComparison.Ordinal);
        Assert.Contains("repeated, the first counts: OrderID</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_is_shown_with_its_passwords_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Post("EntryTranRecruit", "ShopID=tshop00000001&ShopPass=hush-form&OrderID=SHOWN-1\r\n"u8.ToArray());
        var page = await simulated.Page("/traffic");
        Assert.Contains("<dt>ShopPass</dt><dd>*********</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not a form", page, StringComparison.Ordinal);
    }
}
