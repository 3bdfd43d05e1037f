using KantanSim.Check.Adapters;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

public sealed class KeptValuesTests(EchoShop shop) : IClassFixture<EchoShop>
{
    const string Order = """
        {"id":12345678901234567890,"ok":true,"total":1.50,"at":"2026-01-02T03:04:05Z","lines":[{"sku":"mug"}],"note":null,"empty":""}
        """;

    [Theory]
    [InlineData("$.id", "12345678901234567890")]
    [InlineData("$.ok", "true")]
    [InlineData("$.total", "1.50")]
    [InlineData("$.at", "2026-01-02T03:04:05Z")]
    [InlineData("$.lines[0].sku", "mug")]
    [InlineData("$.lines", """[{"sku":"mug"}]""")]
    [InlineData("header:x-nothing:/x/", null)]
    [InlineData("header:content-type", "application/json")]
    [InlineData("header:Content-Type:/^(\\w+)/", "application")]
    [InlineData("cookie:session", "s1")]
    [InlineData("url:/status=(\\d+)/", "200")]
    [InlineData("/\"sku\":\"(\\w+)\"/", "mug")]
    [InlineData("/mu./", "mug")]
    [InlineData("$.none", null)]
    [InlineData("$.note", null)]
    [InlineData("$.empty", null)]
    [InlineData("$..sku[", null)]
    [InlineData("/none/", null)]
    [InlineData("/(/", null)]
    [InlineData("cookie:none", null)]
    [InlineData("id", null)]
    public async Task Value_is_kept_or_a_fault(string source, string? expected)
    {
        var step = Get(shop.Answers(Order, cookie: "session=s1; Path=/; HttpOnly"), ("value", source));
        if (expected is null) await Fault(step);
        else Assert.Equal(expected, (await Kept(step))["value"]);
    }

    [Fact]
    public async Task Missing_value_is_a_fault_that_shows_the_answer_and_the_request()
    {
        var fault = await Assert.ThrowsAsync<AdapterException>(() => Run(Get(shop.Answers("{\n\"key\": 1}"), ("id", "$.id"))));
        Assert.Contains("$.id is not in the answer. The answer was: HTTP 200 { \"key\": 1} – to: curl", fault.Message);
    }

    [Theory]
    [InlineData("$.id", true)]
    [InlineData("/none/", true)]
    [InlineData("/(/", false)]
    public async Task Fault_tells_whether_a_value_is_missing(string source, bool isMissing)
    {
        var fault = await Assert.ThrowsAsync<AdapterException>(() => Run(Get(shop.Answers("{}"), ("id", source))));
        Assert.Equal(isMissing, fault.IsValueMissing);
    }

    [Fact]
    public async Task JSONPath_into_a_page_is_a_fault_that_shows_the_page() =>
        Assert.Contains("<h1>Oops", await Fault(Get(shop.Answers("<h1>Oops", type: "text/html"), ("id", "$.id"))));

    [Fact]
    public async Task Expression_that_searches_too_long_is_a_fault() =>
        Assert.Contains("cannot be used", await Fault(Get(shop.Answers(new string('a', 60)), ("id", "/^(a+)+$b/"))));

    [Fact]
    public async Task Byte_order_mark_is_not_part_of_the_answer() =>
        Assert.Equal("1", (await Kept(Get(shop.Answers("\uFEFF{\"id\":1}"), ("id", "$.id"))))["id"]);

    [Fact]
    public async Task Answer_is_one_printable_line_of_at_most_300_characters()
    {
        var result = await Run(Get(shop.Answers("a\r\n\tb\u0007" + string.Concat(Enumerable.Repeat("😀", 400)))));
        Assert.StartsWith("HTTP 200 a b\\u0007😀", result.Answer);
        Assert.InRange(result.Answer.Length, 299, 300);
        Assert.Equal('…', result.Answer[^1]);
        Assert.False(char.IsHighSurrogate(result.Answer[^2]));
    }
}
