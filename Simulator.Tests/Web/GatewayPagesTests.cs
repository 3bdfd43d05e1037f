using System.Text;
using KantanSim.Web;

namespace KantanSim.Tests.Web;

/// <summary>The gateway's own pages: the return to the shop, and the error page.</summary>
public sealed class GatewayPagesTests
{
    static readonly Encoding Cp932 =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    [Fact]
    public void Return_page_posts_its_fields_in_the_merchant_s_charset()
    {
        var page = SamplePages.Return(action: "https://shop.example/back?a=1&b=\"2\"");
        Assert.Contains("<meta charset=\"Windows-31J\">", page, StringComparison.Ordinal);
        Assert.Contains(
            "id=\"post\" method=\"post\" action=\"https://shop.example/back?a=1&amp;b=&quot;2&quot;\" accept-charset=\"Windows-31J\"",
            page, StringComparison.Ordinal);
        Assert.Contains(
            "<input type=\"hidden\" name=\"ItemName\" value=\"&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;\">",
            page, StringComparison.Ordinal);
        Assert.Contains("src=\"/assets/post.js\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ポ|ソ表能")]
    [InlineData("～－￠￡￢∥①髙")]
    public void Return_page_survives_encoding_as_CP932(string value) =>
        Assert.Contains($"value=\"{value}\"", Cp932.GetString(Cp932.GetBytes(SamplePages.Return(value: value))), StringComparison.Ordinal);

    [Fact]
    public void Error_page_shows_both_languages_at_once()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var page = SamplePages.Error(language);
            Assert.Contains("Not started", page, StringComparison.Ordinal);
            Assert.Contains("開始できません", page, StringComparison.Ordinal);
            Assert.Contains("RC1000006", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        }
    }
}
