using KantanSim.Gateway;
using KantanSim.Startup;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Gateway;

/// <summary>The explanation of a wrong path or method.</summary>
public sealed class PathHintTests
{
    const string Meant = "is not an API path. Did you mean \"/payment/EntryTranRecruit.idPass\"?";
    const string Suffix = " The suffix is \".idPass\".";
    const string Following = " Nothing may follow the suffix \".idPass\".";
    const string Prefix = " The prefix is \"/payment/\".";
    const string Case = " API names are case-sensitive.";
    const string WhiteSpace = " API paths contain no white space.";
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
    [InlineData("/payment/ EntryTranRecruit.idPass", Meant + WhiteSpace)]
    [InlineData("/payment/EntryTranRecruit .idPass", Meant + WhiteSpace)]
    [InlineData("/payment/EntryTranRecruit.idPass ", Meant + WhiteSpace)]
    [InlineData("/payment/EntryTranRecruit.idPass\n", Meant + WhiteSpace)]
    public void A_path_similar_to_an_API_path_is_explained_with_that_path_and_what_differs(string path, string hint) =>
        Assert.Equal($"\"{new PathString(path).ToUriComponent()}\" {hint}", Hint("POST", path));

    [Theory]
    [InlineData("/payment/SearchTradMulti.idPass", "SearchTradeMulti")]
    [InlineData("/payment/RecruitCancle.idPass", "RecruitCancel")]
    [InlineData("/payment/ExecTranRecruitContinuence.idPass", "ExecTranRecruitContinuance")]
    public void The_most_similar_API_is_suggested(string path, string api) =>
        Assert.Contains($"Did you mean \"/payment/{api}.idPass\"?", Hint("POST", path), StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/payment/RecruitStart", "RecruitStart", Suffix)]
    [InlineData("GET", "/payment/RecruitStart", "RecruitStart", Suffix)]
    [InlineData("POST", "/payment/recruitContinuanceStart.idPass", "RecruitContinuanceStart", Case)]
    public void A_wrong_path_of_a_start_page_is_explained_as_a_page_for_the_consumer(
        string verb, string path, string api, string difference) =>
        Assert.Equal($"\"{path}\" is not an API path. Did you mean \"/payment/{api}.idPass\"?{difference}{Browser}", Hint(verb, path));

    [Theory]
    [InlineData("/payment/return")]
    [InlineData("/payment/return/")]
    [InlineData("/payment/return/none")]
    [InlineData("/payment/Return/none")]
    [InlineData("/payment/return/none/more")]
    public void A_wrong_path_of_a_return_page_is_explained_as_a_page_for_the_consumer(string path) => Assert.Equal(
        $"\"{path}\" is not a valid return URL: the wallet sends the consumer's browser to \"/payment/return/{{id}}\" by GET, "
            + "and KantanSim creates the id of each payment.",
        Hint("POST", path));

    [Theory]
    [InlineData("/payment/EntryTran.idPass")]
    [InlineData("/payment/PaypayStart.idPass")]
    [InlineData("/payment/SearchTrade.idPass")]
    public void An_unknown_API_is_explained_with_mapping_files(string path) => Assert.Equal(
        $"\"{path}\" is not an API that KantanSim simulates (see /openapi/gateway.json). "
            + "Mapping files can answer APIs of other payment methods.",
        Hint("POST", path));

    [Theory]
    [InlineData("/payment")]
    [InlineData("/payment/")]
    [InlineData("/payment/.idPass")]
    [InlineData("/payment/EntryTran")]
    [InlineData("/payment/x/y.idPass")]
    public void Any_other_path_below_payment_is_explained_with_the_form_of_API_paths(string path) => Assert.Equal(
        $"\"{path}\" is not an API path. API paths have the form \"/payment/{{Api}}.idPass\" (see /openapi/gateway.json).",
        Hint("POST", path));

    [Theory]
    [InlineData("GET", "/payment/EntryTranRecruit.idPass", "APIs are called with POST, not GET.")]
    [InlineData("PUT", "/payment/EntryTranRecruit",
        "\"/payment/EntryTranRecruit\" " + Meant + Suffix + " APIs are called with POST, not PUT.")]
    public void A_method_other_than_POST_is_reported(string verb, string path, string hint) =>
        Assert.Equal(hint, Hint(verb, path));

    [Theory]
    [InlineData("/payment/EntryTran")]
    [InlineData("/payment/EntryTran.idPass")]
    public void A_method_other_than_POST_is_reported_for_an_unknown_API(string path) =>
        Assert.EndsWith(". APIs are called with POST, not GET.", Hint("GET", path), StringComparison.Ordinal);

    [Theory]
    [InlineData("/payment/EntryTranRecruit.idpass", Suffix)]
    [InlineData("/payment/EntryTranRecruit.idPass/", Following)]
    [InlineData("/Payment/EntryTranRecruit.idPass", Prefix)]
    public void An_inexact_path_that_is_answered_is_reported_as_accepted(string path, string difference) => Assert.Equal(
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
    public void An_exact_request_or_a_path_not_meant_for_the_gateway_has_no_hint(string verb, string path) =>
        Assert.Null(Hint(verb, path));

    [Theory]
    [InlineData("/payment/EntryTranRecruit&ShopPass=kantansim1")]
    [InlineData("/payment/EntryTranRecruit?ShopPass=kantansim1")]
    [InlineData("/payment/EntryTranRecruit=kantansim1")]
    public void The_part_of_a_path_that_may_be_fields_is_not_shown(string path) =>
        Assert.Equal($"\"/payment/EntryTranRecruit…\" {Meant}{Suffix}", Hint("POST", path));

    [Fact]
    public void A_long_path_is_truncated() =>
        Assert.Equal($"/payment/{new string('a', 191)}…", PathHint.Shown($"/payment/{new string('a', 1_000)}"));

    static string? Hint(string verb, string path, bool isAnswered = false)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = verb;
        http.Request.Path = path;
        return PathHint.For(http.Request, CompositionRoot.Methods(), isAnswered);
    }
}
