using KantanSim.Gateway;
using KantanSim.Startup;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Gateway;

/// <summary>The sentences that explain a wrong path or method.</summary>
public sealed class PathHintTests
{
    const string Meant = "is not an API path. Did you mean \"/payment/EntryTranRecruit.idPass\"?";
    const string Suffix = " The suffix is \".idPass\".";
    const string Following = " Nothing may follow the suffix \".idPass\".";
    const string Prefix = " The prefix is \"/payment/\".";
    const string Case = " Names of APIs are case-sensitive.";
    const string Blanks = " API paths contain no blanks.";
    const string Browser = " It is opened by the consumer's browser, not called by the shop.";

    [Theory]
    [InlineData("/payment/EntryTranRecruit", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit.", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit.IdPass", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit.idpass", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit.json", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruitidPass", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit/", Meant + Suffix)]
    [InlineData("/payment/EntryTranRecruit.idPass/", Meant + Following)]
    [InlineData("/payment/EntryTranRecruit.idPass.idPass", Meant + Following)]
    [InlineData("/payment/EntryTranRecruit.idPass/more", Meant + Following)]
    [InlineData("/payment/entrytranrecruit.idPass", Meant + Case)]
    [InlineData("/payment/entrytranrecruit", Meant + Case + Suffix)]
    [InlineData("/payment/EntryTranRecuit.idPass", Meant)]
    [InlineData("/payment//EntryTranRecruit.idPass", Meant + Prefix)]
    [InlineData("//payment/EntryTranRecruit.idPass", Meant + Prefix)]
    [InlineData("/EntryTranRecruit.idPass", Meant + Prefix)]
    [InlineData("/pay/EntryTranRecruit.idPass", Meant + Prefix)]
    [InlineData("/Payment/EntryTranRecruit.idPass", Meant + Prefix)]
    [InlineData("/v1/payment/EntryTranRecruit", Meant + Prefix + Suffix)]
    [InlineData("/payment%2FEntryTranRecruit", Meant + Suffix)]
    [InlineData("/payment/ EntryTranRecruit.idPass", Meant + Blanks)]
    [InlineData("/payment/EntryTranRecruit .idPass", Meant + Blanks)]
    [InlineData("/payment/EntryTranRecruit.idPass ", Meant + Blanks)]
    [InlineData("/payment/EntryTranRecruit.idPass\n", Meant + Blanks)]
    public void The_right_path_and_what_differs_are_told_for_a_path_near_an_API(string path, string said) =>
        Assert.Equal($"\"{new PathString(path).ToUriComponent()}\" {said}", Hint("POST", path));

    [Theory]
    [InlineData("/payment/SearchTradMulti.idPass", "SearchTradeMulti")]
    [InlineData("/payment/RecruitCancle.idPass", "RecruitCancel")]
    [InlineData("/payment/ExecTranRecruitContinuence.idPass", "ExecTranRecruitContinuance")]
    public void The_nearest_of_all_APIs_is_named(string path, string api) =>
        Assert.Contains($"Did you mean \"/payment/{api}.idPass\"?", Hint("POST", path), StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/payment/RecruitStart", "RecruitStart", Suffix)]
    [InlineData("GET", "/payment/RecruitStart", "RecruitStart", Suffix)]
    [InlineData("POST", "/payment/recruitContinuanceStart.idPass", "RecruitContinuanceStart", Case)]
    public void A_wrong_start_page_is_told_to_be_the_consumer_s(string verb, string path, string api, string difference) => Assert.Equal(
        $"\"{path}\" is not an API path. Did you mean \"/payment/{api}.idPass\"?{difference}{Browser}", Hint(verb, path));

    [Theory]
    [InlineData("/payment/return")]
    [InlineData("/payment/return/")]
    [InlineData("/payment/return/none")]
    [InlineData("/payment/Return/none")]
    [InlineData("/payment/return/none/more")]
    public void A_wrong_return_page_is_told_to_be_the_consumer_s(string path) => Assert.Equal(
        $"\"{path}\" is not a valid return URL: the wallet sends the consumer's browser to \"/payment/return/{{id}}\" by GET, "
            + "and KantanSim makes the id for each payment.",
        Hint("POST", path));

    [Theory]
    [InlineData("/payment/EntryTran.idPass")]
    [InlineData("/payment/PaypayStart.idPass")]
    [InlineData("/payment/SearchTrade.idPass")]
    public void An_API_of_another_payment_method_can_be_answered_by_a_mapping_file(string path) => Assert.Equal(
        $"\"{path}\" is not an API that KantanSim models (see /openapi/gateway.json). "
            + "Mapping files can answer APIs of other payment methods.",
        Hint("POST", path));

    [Theory]
    [InlineData("/payment")]
    [InlineData("/payment/")]
    [InlineData("/payment/.idPass")]
    [InlineData("/payment/EntryTran")]
    [InlineData("/payment/x/y.idPass")]
    public void The_form_of_API_paths_is_told_for_any_other_path_below_payment(string path) => Assert.Equal(
        $"\"{path}\" is not an API path. Paths of APIs are \"/payment/{{Api}}.idPass\" (see /openapi/gateway.json).", Hint("POST", path));

    [Theory]
    [InlineData("GET", "/payment/EntryTranRecruit.idPass", "APIs are called with POST, not GET.")]
    [InlineData("PUT", "/payment/EntryTranRecruit",
        "\"/payment/EntryTranRecruit\" " + Meant + Suffix + " APIs are called with POST, not PUT.")]
    public void A_method_that_is_not_POST_is_named(string verb, string path, string said) => Assert.Equal(said, Hint(verb, path));

    [Theory]
    [InlineData("/payment/EntryTran")]
    [InlineData("/payment/EntryTran.idPass")]
    public void A_method_that_is_not_POST_is_named_for_unknown_APIs_too(string path) =>
        Assert.EndsWith(". APIs are called with POST, not GET.", Hint("GET", path), StringComparison.Ordinal);

    [Theory]
    [InlineData("/payment/EntryTranRecruit.idpass", Suffix)]
    [InlineData("/payment/EntryTranRecruit.idPass/", Following)]
    [InlineData("/Payment/EntryTranRecruit.idPass", Prefix)]
    public void A_path_that_is_answered_although_it_is_not_exact_is_told_of_as_such(string path, string difference) => Assert.Equal(
        $"KantanSim accepts \"{path}\" as \"/payment/EntryTranRecruit.idPass\"; the live gateway may not.{difference}",
        Hint("POST", path, isAnswered: true));

    [Theory]
    [InlineData("POST", "/payment/EntryTranRecruit.idPass")]
    [InlineData("POST", "/payment/SearchTradeMulti.idPass")]
    [InlineData("GET", "/payment/RecruitStart.idPass")]
    [InlineData("POST", "/pay/EntryTran.idPass")]
    [InlineData("POST", "/EntryTran.idPass")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("GET", "/payments/x")]
    public void An_exact_request_and_a_path_that_is_not_the_gateway_s_have_no_hint(string verb, string path) =>
        Assert.Null(Hint(verb, path));

    [Theory]
    [InlineData("/payment/EntryTranRecruit&ShopPass=kantansim1")]
    [InlineData("/payment/EntryTranRecruit?ShopPass=kantansim1")]
    [InlineData("/payment/EntryTranRecruit=kantansim1")]
    public void What_may_be_fields_in_the_path_is_not_shown(string path) =>
        Assert.Equal($"\"/payment/EntryTranRecruit…\" {Meant}{Suffix}", Hint("POST", path));

    [Fact]
    public void A_long_path_is_cut() =>
        Assert.Equal($"/payment/{new string('a', 191)}…", PathHint.Shown($"/payment/{new string('a', 1_000)}"));

    static string? Hint(string verb, string path, bool isAnswered = false)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path) = (verb, path);
        return PathHint.For(http.Request, CompositionRoot.Methods(), isAnswered);
    }
}
