using KantanSim.Check.Adapters;

namespace KantanSim.Tests.Check.Adapters;

public sealed class StepTextsTests
{
    static readonly StepVariables Values = Steps.Variables(
        ("key", "a/b c&d\"e"), ("amount", "1200"), ("zeros", "007"), ("page", "http://shop/orders/1?x=y"), ("shopPass", "hush"));

    [Theory]
    [InlineData("http://shop/{{key}}/x", "http://shop/a%2Fb%20c%26d%22e/x")]
    [InlineData("http://shop/x?k={{ key }}&n={{amount}}", "http://shop/x?k=a%2Fb%20c%26d%22e&n=1200")]
    [InlineData("{{page}}&z={{amount}}", "http://shop/orders/1?x=y&z=1200")]
    public void URL_has_encoded_values_except_at_its_beginning(string template, string expected) =>
        Assert.Equal(expected, new StepTexts(Values).Url(template).AbsoluteUri);

    [Theory]
    [InlineData("""{"a":"{{amount}}"}""", """{"a":1200}""")]
    [InlineData("""{"a":"{{amount}} yen"}""", """{"a":"1200 yen"}""")]
    [InlineData("""{"a":"{{zeros}}"}""", """{"a":"007"}""")]
    [InlineData("""["{{key}}"]""", """["a/b c&d\"e"]""")]
    [InlineData("""{"{{key}}":[1.50,true,null,"髙"]}""", """{"{{key}}":[1.50,true,null,"髙"]}""")]
    public void JSON_has_escaped_values_and_numbers(string template, string expected) =>
        Assert.Equal(expected, JsonTemplate.Render(template, new(Values)));

    [Fact]
    public void Form_has_encoded_values() =>
        Assert.Equal("x=a%2Fb+c%26d%22e"u8, ShopBody.Form(Steps.Form(("x", "{{key}}")), new(Values)).Bytes);

    [Theory]
    [InlineData("{{.State.Status}} {{ if }} {a} {{a b}}")]
    [InlineData("")]
    public void Braces_without_a_name_stay(string text) => Assert.Equal(text, new StepTexts(Values.With("if", "{{ if }}")).Text(text));

    [Fact]
    public void Unknown_name_is_a_fault_that_lists_the_known_names()
    {
        var fault = Assert.Throws<AdapterException>(() => new StepTexts(Steps.Variables(("b", ""), ("a", ""))).Text("{{c}}"));
        Assert.Equal("{{c}} has no value. There are values for a, b.", fault.Message);
    }

    [Theory]
    [InlineData("/orders/{{amount}}")]
    [InlineData("ftp://shop/")]
    public void Text_that_is_no_http_URL_is_a_fault(string template) =>
        Assert.Throws<AdapterException>(() => new StepTexts(Values).Url(template));

    [Fact]
    public void Broken_JSON_is_a_fault() => Assert.Throws<AdapterException>(() => JsonTemplate.Render("{", new(Values)));

    [Fact]
    public void Values_in_values_are_not_replaced() =>
        Assert.Equal("{{amount}}", new StepTexts(Values.With("nested", "{{amount}}")).Text("{{nested}}"));
}
