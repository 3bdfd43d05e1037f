using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Wire;

namespace KantanSim.Tests.Protocol;

/// <summary>Which names are recognised as names of secrets.</summary>
public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("ShopPass")]
    [InlineData("shoppass")]
    [InlineData("sHoPpAsS")]
    [InlineData("shop_pass")]
    [InlineData("Shop-Pass")]
    [InlineData("Shop Pass")]
    [InlineData("ShopPass[]")]
    [InlineData("ShopPass[0]")]
    [InlineData("shop[pass]")]
    [InlineData("data.shopPass")]
    [InlineData("KantanSim:Shops:0:ShopPass")]
    [InlineData("ＳｈｏｐＰａｓｓ")]
    [InlineData("\uFEFFShopPass")]
    [InlineData("\u200BShop\u200BPass")]
    [InlineData(" ShopPass\t")]
    [InlineData("Shop%50ass")]
    [InlineData("Shop%2550ass")]
    [InlineData("Shop%5fPass")]
    [InlineData("Shop\\u0050ass")]
    [InlineData("AccessPass")]
    [InlineData("SitePass")]
    [InlineData("MemberPass")]
    [InlineData("Token")]
    [InlineData("access_token")]
    [InlineData("tokens")]
    [InlineData("password")]
    [InlineData("passwordConfirm")]
    [InlineData("passwd")]
    [InlineData("client_secret")]
    [InlineData("X-Api-Key")]
    [InlineData("Authorization")]
    [InlineData("Set-Cookie")]
    [InlineData("cvv2")]
    [InlineData("CVC")]
    [InlineData("SecurityCode")]
    [InlineData("CardNo")]
    [InlineData("card_number")]
    [InlineData("cardPIN")]
    [InlineData("pin")]
    [InlineData("暗証番号")]
    public void Name_similar_to_a_secret_s_is_recognised(string name) => Assert.True(SecretNames.IsSecret(name));

    [Theory]
    [InlineData("Expire")]
    [InlineData("TokenExpire")]
    [InlineData("Status")]
    [InlineData("token_status")]
    [InlineData("Compass")]
    [InlineData("Shipping")]
    [InlineData("Passenger")]
    [InlineData("ClientField1")]
    [InlineData("ﾃｽﾄ")]
    [InlineData("")]
    public void Other_name_is_not_recognised(string name) => Assert.False(SecretNames.IsSecret(name));

    [Fact]
    public void Only_the_passwords_among_the_request_fields_are_secrets()
    {
        var methods = CompositionRoot.Methods();
        var fields = methods.All.SelectMany(method => method.Operations).SelectMany(operation => operation.Fields);
        var names = fields.Select(rule => rule.Name).Distinct().ToList();
        Assert.Contains("OrderID", names);
        Assert.Equal(["AccessPass", "ShopPass"], names.Where(SecretNames.IsSecret).Order(StringComparer.Ordinal));
    }

    // Decoded as CP932, the last byte of a UTF-8 character can combine with the letter after it.
    [Theory]
    [InlineData("\u200Bshoppass")]
    [InlineData("\u200Btoken")]
    [InlineData("あtoken")]
    public void UTF8_name_decoded_as_CP932_is_recognised(string name) =>
        Assert.True(SecretNames.IsSecret(Cp932.Decode(System.Text.Encoding.UTF8.GetBytes(name))));
}
