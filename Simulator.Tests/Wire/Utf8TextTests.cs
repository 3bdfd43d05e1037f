using System.Text;
using KantanSim.Wire;

namespace KantanSim.Tests.Wire;

/// <summary>Text in UTF-8 and text in CP932 are told apart by their bytes.</summary>
public sealed class Utf8TextTests
{
    // Their bytes in CP932 are valid UTF-8 too, of characters such as “ꈍb”.
    [Theory]
    [InlineData("蜆汁")]
    [InlineData("鼈甲")]
    [InlineData("繪本")]
    [InlineData("辣韮")]
    [InlineData("苺大福")]
    [InlineData("羚羊")]
    [InlineData("菫色")]
    [InlineData("龜山")]
    [InlineData("薰子")]
    [InlineData("繻子")]
    [InlineData("驢馬")]
    [InlineData("羞恥")]
    [InlineData("ﾏｸﾞ")]
    [InlineData("ﾃｩ")]
    [InlineData("Mug")]
    public void Text_in_CP932_is_not_taken_for_UTF_8(string text)
    {
        var bytes = Cp932.Encode(text);
        Assert.False(Utf8Text.IsPlausible(bytes));
    }

    [Theory]
    [InlineData("ポット")]
    [InlineData("高級")]
    [InlineData("コーヒー豆")]
    [InlineData("テスト商品 100g")]
    [InlineData("山田太郎")]
    [InlineData("カフェ Café")]
    [InlineData("お茶〜①")]
    [InlineData("🍵")]
    public void Text_in_UTF_8_is_recognised(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(Utf8Text.IsPlausible(bytes));
    }

    [Theory]
    [InlineData("Café")]
    [InlineData("Привет")]
    [InlineData("ꈍb")]
    public void Letters_of_other_scripts_alone_are_no_sign_of_UTF_8(string text) =>
        Assert.False(Utf8Text.IsPlausible(Encoding.UTF8.GetBytes(text)));
}
