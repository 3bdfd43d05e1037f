using KantanSim.Web;

namespace KantanSim.Tests.Web;

/// <summary>The wallet's pages, rendered from sample models.</summary>
public sealed class WalletPagesTests
{
    static readonly string[] NoticeKinds = ["unknown", "finished", "expired", "left", "not-open", "unreadable", "refused"];

    [Theory]
    [InlineData(Language.En, "Kantan wallet", "lang=\"en\"")]
    [InlineData(Language.Ja, "かんたん支払いウォレット", "lang=\"ja\"")]
    public void Wallet_page_is_bilingual_and_says_that_it_is_a_simulator(Language language, params string[] expected)
    {
        string[] pages =
        [
            SamplePages.SignIn(language),
            SamplePages.Confirm(language),
            .. NoticeKinds.Select(kind => SamplePages.Notice(kind, language)),
        ];
        foreach (var page in pages)
        {
            Assert.Contains("no real payment", page, StringComparison.Ordinal);
            Assert.Contains("実際の支払いは発生しません", page, StringComparison.Ordinal);
            Assert.Contains("href=\"/recruit/pay/v1?lang=en\"", page, StringComparison.Ordinal);
            Assert.Contains("href=\"/recruit/pay/v1?lang=ja\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.All(expected, part => Assert.Contains(part, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Sign_in_page_has_a_form_and_a_one_click_form_per_member()
    {
        var page = SamplePages.SignIn();
        Assert.Equal(2, Count(page, "method=\"post\" action=\"/recruit/pay/v1/sign-in\""));
        Assert.Equal(2, Count(page, "name=\"email\""));
        Assert.Equal(2, Count(page, "name=\"password\""));
        Assert.Contains("name=\"email\" value=\"hanako@example.com\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"password\" value=\"her own\"", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"sign-in-as-hanako\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("wrong", true)]
    public void Sign_in_page_shows_an_error_after_a_wrong_password_only(string error, bool shown) =>
        Assert.Equal(shown, SamplePages.SignIn(error: error).Contains("data-testid=\"error\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("name=\"points\" value=\"none\"")]
    [InlineData("name=\"points\" value=\"some\"")]
    [InlineData("name=\"points\" value=\"all\"")]
    [InlineData("name=\"pointsSome\"")]
    [InlineData("name=\"coupon\" value=\"\"")]
    [InlineData("name=\"coupon\" value=\"c1\"")]
    [InlineData("name=\"card\" value=\"k2\"")]
    [InlineData("name=\"do\" value=\"review\"")]
    [InlineData("name=\"do\" value=\"sign-out\"")]
    [InlineData("data-testid=\"approve\"")]
    [InlineData("data-testid=\"cancel\"")]
    [InlineData("data-testid=\"leave\"")]
    [InlineData("type=\"range\"")]
    public void Confirm_page_has_the_control_once(string control) => Assert.Equal(1, Count(SamplePages.Confirm(), control));

    [Fact]
    public void Enter_key_recalculates_and_does_not_pay()
    {
        // A browser presses the first submit button of the form.
        var page = SamplePages.Confirm();
        var form = page[page.IndexOf("id=\"pay\"", StringComparison.Ordinal)..];
        Assert.Contains("value=\"review\"", form[form.IndexOf("<button", StringComparison.Ordinal)..][..80], StringComparison.Ordinal);
    }

    [Fact]
    public void Confirm_page_checks_the_chosen_options()
    {
        var page = SamplePages.Confirm(coupon: "c2", points: "some");
        var checkedInputs = page.Split("data-testid=\"").Where(part => part.Split('>')[0].EndsWith("\" checked", StringComparison.Ordinal));
        Assert.Equal(["coupon-c2", "points-some", "card-k1"], checkedInputs.Select(part => part.Split('"')[0]));
    }

    [Fact]
    public void Confirm_page_itemises_the_charge()
    {
        var page = SamplePages.Confirm(coupon: "c1", points: "some", charge: 600);
        Assert.Equal(
            ["¥1,000", "¥100", "¥1,100", "-¥200", "-¥300", "¥600"],
            Values(page, "amount", "tax", "total", "coupon-discount", "points-used", "charge"));
    }

    [Fact]
    public void Confirm_page_shows_the_discount_of_the_shop_s_own_coupon() => Assert.Equal(
        ["-¥200", "¥900"],
        Values(SamplePages.Confirm(coupon: "c2", charge: 900), "shop-coupon-discount", "charge"));

    [Fact]
    public void Confirm_page_hides_the_card_choice_but_keeps_its_value_when_nothing_is_charged()
    {
        var page = SamplePages.Confirm(charge: 0);
        Assert.Contains("data-testid=\"card-not-needed\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"card-k1\"", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"card\" value=\"k1\">", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("points")]
    [InlineData("card")]
    [InlineData("coupon")]
    [InlineData("declined")]
    public void Confirm_page_explains_an_invalid_choice(string error)
    {
        foreach (var language in Enum.GetValues<Language>())
            Assert.Contains($"data-error=\"{error}\">\n          <strong>", SamplePages.Confirm(language, error), StringComparison.Ordinal);
        Assert.DoesNotContain("data-error", SamplePages.Confirm(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown", "", false, false)]
    [InlineData("finished", "v1", false, true)]
    [InlineData("expired", "v1", false, true)]
    [InlineData("left", "", true, false)]
    [InlineData("left", "v1", true, true)]
    [InlineData("not-open", "", false, false)]
    [InlineData("unreadable", "", true, false)]
    [InlineData("refused", "", true, false)]
    public void Notice_page_links_to_payment_or_shop_where_possible(string kind, string returnVisitId, bool resumes, bool returns)
    {
        var page = SamplePages.Notice(kind, status: "AUTH", returnVisitId: returnVisitId);
        Assert.Contains("data-status=\"AUTH\"", page, StringComparison.Ordinal);
        Assert.Equal(resumes, page.Contains("href=\"/recruit/pay/v1\"", StringComparison.Ordinal));
        Assert.Equal(returns, page.Contains("href=\"/payment/return/v1\"", StringComparison.Ordinal));
    }

    static int Count(string page, string part) => page.Split(part).Length - 1;

    static IEnumerable<string> Values(string page, params string[] ids) =>
        ids.Select(id => page.Split($"data-testid=\"{id}\">")[1].Split('<')[0]);
}
