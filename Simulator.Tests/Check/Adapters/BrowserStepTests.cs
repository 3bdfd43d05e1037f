using System.Collections.Immutable;
using System.Text.Json;
using KantanSim.Check.Files;
using KantanSim.Wire;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

public sealed class BrowserStepTests(EchoShop shop) : IClassFixture<EchoShop>
{
    [Fact]
    public async Task Pressed_button_submits_its_form_with_all_fields()
    {
        var page = Page("""
            <form action="/buy?x=1" method="post">
              <input type="hidden" name="csrf" value="h1"><input name="name" value="old"><textarea name="note">n</textarea>
              <select name="size"><option value="s">Small<option value="m" selected>Medium</select>
              <input type="radio" name="way" value="a" checked><input type="radio" name="way" value="b">
              <input type="checkbox" name="gift"><input type="checkbox" name="terms" value="yes" checked>
              <input name="off" value="x" disabled><input value="nameless">
              <button name="do" value="buy" id="buy">Buy <b>now</b></button><button name="do" value="other">Other</button>
            </form>
            """);
        var fill = Fill(("name", "髙 {{n}}"), ("size", "Small"), ("way", "b"), ("gift", "true"));
        var echo = await Echo(page, fill, new BrowserLine.Press("Buy now"));
        Assert.Equal(("POST", "/buy?x=1"), (echo.Text("method"), echo.Text("url")));
        Assert.Equal("application/x-www-form-urlencoded", echo.Header("content-type"));
        Assert.Equal("csrf=h1&name=髙 7&note=n&size=s&way=b&gift=on&terms=yes&do=buy", Decoded(echo));
    }

    [Theory]
    [InlineData("#b", "b=1&by=id&c=2")]
    [InlineData("Two words", "b=1&by=text&c=2")]
    [InlineData("Send", "b=1&by=Send&c=2")]
    [InlineData("#outside", "b=1&by=outside&c=2")]
    [InlineData("form", "b=1&c=2")]
    public async Task Button_is_named_by_its_text_or_a_selector(string button, string fields)
    {
        var page = Page("""
            <form id="f" action="/buy" method="post"><input name="b" value="1">
            <button id="b" name="by" value="id">Id</button><button name="by" value="text"> Two
            words </button><input type="submit" name="by" value="Send"></form>
            <button form="f" id="outside" name="by" value="outside">Outside</button>
            <input form="f" name="c" value="2"><input form="g" name="d" value="3">
            """);
        Assert.Equal(fields, Decoded(await Echo(page, new BrowserLine.Press(button))));
    }

    [Theory]
    [InlineData("""<form action="/buy"><input name="a" value="1 2"><button>Go</button></form>""", "GET", "/buy?a=1%202", "")]
    [InlineData("""<form action="/buy?old=1"><input name="a" value="1"><button>Go</button></form>""", "GET", "/buy?a=1", "")]
    [InlineData("""<base href="/shop/"><form action="buy" method="POST"><button>Go</button></form>""", "POST", "/shop/buy", "")]
    [InlineData("""<form action="/a"><button formaction="/b" formmethod="post" name="n" value="1">Go</button>""", "POST", "/b", "n=1")]
    public async Task Form_has_a_method_and_a_URL(string html, string method, string url, string body)
    {
        var echo = await Echo(Page(html), new BrowserLine.Press("Go"));
        Assert.Equal((method, url, body), (echo.Text("method"), echo.Text("url").Replace('+', ' ').Replace(" ", "%20"), echo.Text("body")));
    }

    [Fact]
    public async Task Form_can_be_multipart()
    {
        var html = """<form action="/buy" method="post" enctype="multipart/form-data"><input name="a" value="髙"><button>Go</button>""";
        var echo = await Echo(Page(html), new BrowserLine.Press("Go"));
        Assert.StartsWith("multipart/form-data; boundary=", echo.Header("content-type"));
        Assert.Matches("name=\"a\"\r\n\r\n髙\r\n", echo.Text("body"));
    }

    [Theory]
    [InlineData("gift", "true", "gift=on&terms=yes&radio=1&tags=x")]
    [InlineData("gift", "on", "gift=on&terms=yes&radio=1&tags=x")]
    [InlineData("terms", "false", "radio=1&tags=x")]
    [InlineData("terms", "yes", "terms=yes&radio=1&tags=x")]
    [InlineData("color", "b", "terms=yes&color=b&radio=1&tags=x")]
    [InlineData("radio", "2", "terms=yes&radio=2&tags=x")]
    [InlineData("tags", "y", "terms=yes&radio=1&tags=y")]
    public async Task Choices_are_made_by_value_and_boxes_switched(string name, string value, string expected)
    {
        var page = Page("""
            <form action="/buy" method="post"><input type="checkbox" name="gift"><input type="checkbox" name="terms" value="yes" checked>
            <input type="checkbox" name="color" value="a"><input type="checkbox" name="color" value="b">
            <input type="radio" name="radio" value="1" checked><input type="radio" name="radio" value="2">
            <select name="tags" multiple><option value="x" selected>X<option value="y">Y</select><button>Go</button></form>
            """);
        Assert.Equal(expected, Decoded(await Echo(page, Fill((name, value)), new BrowserLine.Press("Go"))));
    }

    [Theory]
    [InlineData("To the cart", "/cart?a=1")]
    [InlineData("a.next", "/next")]
    public async Task Link_is_followed(string link, string url)
    {
        var page = Page("""<a href="/cart?a=1">To  the cart</a><a class="next" href="next">Next</a>""");
        var echo = await Echo(page, new BrowserLine.Follow(link));
        Assert.Equal(("GET", url), (echo.Text("method"), echo.Text("url")));
        Assert.StartsWith(shop.Url + "/answer", echo.Header("referer"));
    }

    [Fact]
    public async Task Cookies_and_redirects_within_the_shop_are_followed()
    {
        var open = new BrowserLine.Open(shop.Answers("", 303, location: "/thanks/17", cookie: "session=s1; Path=/"));
        var result = await Run(Script([open], ("cookie", "$.headers.cookie"), ("id", @"url:/thanks\/(\d+)/")));
        Assert.Equal(("session=s1", "17"), (result.Kept["cookie"], result.Kept["id"]));
    }

    [Fact]
    public async Task Browser_stops_where_it_is_sent_out_of_the_shop()
    {
        var open = Form("/answer?status=302&body=x&type=text/html&location=http%3A%2F%2Fgateway.invalid%2Fstart");
        var result = await Run(Script([open, new BrowserLine.Press("Go")], ("to", "header:Location"), ("url", @"url:/\/(\w+)\?/")));
        Assert.False(result.IsRefused);
        Assert.Equal(("http://gateway.invalid/start", "answer"), (result.Kept["to"], result.Kept["url"]));
    }

    [Fact]
    public async Task Form_of_the_gateway_is_not_submitted()
    {
        var result = await Run(Script([Form("http://gateway.invalid/start"), new BrowserLine.Press("Go")], ("button", "/<button>(.*?)</")));
        Assert.Equal((false, "Go"), (result.IsRefused, result.Kept["button"]));
        Assert.EndsWith("\npress Go: POST http://gateway.invalid/start", result.Sent);
    }

    [Fact]
    public async Task Refusal_ends_the_script()
    {
        var open = Form("/answer?status=500&body=Oops&type=text/html");
        var result = await Run(Script([open, new BrowserLine.Press("Go"), new BrowserLine.Press("none")]));
        Assert.Equal((true, "HTTP 500 Oops"), (result.IsRefused, result.Answer));
    }

    [Fact]
    public async Task Transcript_has_the_lines_with_secrets_masked()
    {
        const string page = """
            <form action="/buy" method="post"><input name="mail"><input name="login"><input name="password"><button>Go</button></form>
            """;
        var open = new BrowserLine.Open($"{shop.Url}/answer?status=200&type=text/html&body={Uri.EscapeDataString(page)}&token=hush");
        var fill = Fill(("mail", "a@b")).Values.Add("password", "hush").Add("login", "{{shopPass}}");
        var script = Script([open, new BrowserLine.Fill(fill), new BrowserLine.Press("Go")]);
        var sent = (await Run(script, Variables(("shopPass", "hush")))).Sent;
        Assert.DoesNotContain("hush", sent);
        Assert.StartsWith($"open GET {shop.Url}/answer?", sent);
        Assert.Contains("\nfill mail=a@b\n", sent);
        Assert.Contains("\nfill password=***\n", sent);
        Assert.EndsWith($"\npress Go: POST {shop.Url}/buy", sent);
    }

    [Theory]
    [InlineData("press None", "has no button None. It has: Go, Two, Plain, Off.")]
    [InlineData("press Two", "2 buttons say Two: use a CSS selector.")]
    [InlineData("press Plain", "Plain submits no form")]
    [InlineData("press Off", "The button is disabled")]
    [InlineData("follow None", "has no link None. It has: Mail, Out.")]
    [InlineData("follow Mail", "Mail is no link to a page")]
    [InlineData("fill none", "has no field none. It has: a, size, way, file.")]
    [InlineData("fill size", "The field size has no choice 9. It has: s, m.")]
    [InlineData("fill way", "The field way has no choice 9. It has: a.")]
    [InlineData("fill file", "The field file takes a file")]
    public async Task Line_that_does_not_fit_the_page_is_a_fault(string line, string expected)
    {
        var page = Page("""
            <form><input name="a"><select name="size"><option value="s">S<option value="m">M</select>
            <input type="radio" name="way" value="a"><input type="file" name="file">
            <button>Go</button><button>Two</button><button>Two</button><button type="button">Plain</button>
            <button disabled>Off</button></form><a href="mailto:a@b">Mail</a><a href="http://gateway.invalid/x">Out</a>
            """);
        BrowserLine Line(string verb, string name) => verb switch
        {
            "press" => new BrowserLine.Press(name),
            "follow" => new BrowserLine.Follow(name),
            _ => Fill((name, "9")),
        };
        Assert.Contains(expected, await Fault(Script([page, Line(line.Split(' ')[0], line.Split(' ')[1])])));
    }

    [Fact]
    public async Task Nothing_is_done_on_a_page_that_the_browser_has_left()
    {
        var open = Page("<a href='http://gateway.invalid/x'>Out</a><form><button>Go");
        BrowserLine[] script = [open, new BrowserLine.Follow("Out"), new BrowserLine.Press("Go")];
        Assert.Contains("press: the browser has left the shop for http://gateway.invalid/x.", await Fault(Script(script)));
    }

    [Fact]
    public async Task Script_begins_with_open() =>
        Assert.Contains("A browser script begins with open.", await Fault(Script([new BrowserLine.Press("Go")])));

    [Fact]
    public async Task Page_in_another_encoding_is_read_and_answered_in_it()
    {
        Cp932.RegisterEncodingProvider();
        var echo = await Echo(new BrowserLine.Open(shop.Url + "/sjis"), Fill(("a", "髙①")), new BrowserLine.Press("購入"));
        Assert.Equal("a=%FB%FC%87%40", echo.Text("body"));
    }

    BrowserLine Page(string html) => new BrowserLine.Open(shop.Answers(html, type: "text/html; charset=utf-8"));

    BrowserLine Form(string action) => Page($"""<form method="post" action="{action}"><button>Go</button></form>""");

    static BrowserLine.Fill Fill(params (string Name, string Value)[] values) =>
        new(values.ToImmutableDictionary(one => one.Name, one => one.Value));

    static ShopStep.Browser Script(BrowserLine[] lines, params (string Name, string Source)[] keep) =>
        new([.. lines]) { Keep = keep.ToImmutableDictionary(one => one.Name, one => one.Source) };

    static Task<JsonElement> Echo(params BrowserLine[] lines) => Steps.Echo(Script(lines), Variables(("n", "7")));

    static string Decoded(JsonElement echo) => Uri.UnescapeDataString(echo.Text("body").Replace('+', ' '));
}
