using System.Text;
using KantanSim.Merchants;

namespace KantanSim.Tests.Merchants;

/// <summary>How the body of a merchant's answer is decoded.</summary>
public sealed class MerchantTextTests
{
    const string Text = "エラー：在庫なし";

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("\"UTF-8\"", "utf-8")]
    [InlineData("shift_jis", "shift_jis")]
    [InlineData("Windows-31J", "shift_jis")]
    [InlineData("euc-jp", "euc-jp")]
    [InlineData(null, "utf-8")]
    [InlineData(null, "shift_jis")]
    [InlineData("iso-8859-1", "utf-8")]
    public void Body_is_read_by_its_charset_or_as_utf8_or_as_cp932(string? charset, string encoding)
    {
        var body = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        Assert.Equal(Text, MerchantText.Decode(charset, body.GetBytes(Text)));
    }

    [Fact]
    public void Body_that_is_cut_within_a_character_is_still_utf8()
    {
        var body = Encoding.UTF8.GetBytes("x" + new string('あ', MerchantClient.MaxResponseBytes))[..MerchantClient.MaxResponseBytes];
        Assert.StartsWith("xああ", MerchantText.Decode(null, body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-2022-jp")]
    [InlineData("utf-8")]
    [InlineData("euc-jp")]
    [InlineData(null)]
    public void Only_the_byte_of_the_digit_is_read_as_0(string? charset)
    {
        Assert.Equal("0", MerchantText.Decode(charset, "0"u8));
        Assert.NotEqual("0", MerchantText.Decode(charset, Encoding.Unicode.GetBytes("0")));
    }
}
