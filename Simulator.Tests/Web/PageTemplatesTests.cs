using KantanSim.Operations;
using KantanSim.Web;
using Scriban.Syntax;

namespace KantanSim.Tests.Web;

/// <summary>The template engine: escaping, functions, strictness, layouts, and isolation between pages.</summary>
public sealed class PageTemplatesTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onload=\"x", "&quot; onload=&quot;x")]
    [InlineData("' onload='x", "&#39; onload=&#39;x")]
    [InlineData("a & b &amp; c", "a &amp; b &amp;amp; c")]
    [InlineData("{{ secret }}{{ 1 + 1 }}", "{{ secret }}{{ 1 + 1 }}")]
    [InlineData("¥1,000 ～ポ|ソ表能 😀", "¥1,000 ～ポ|ソ表能 😀")]
    public void Value_is_HTML_escaped_and_not_evaluated(string value, string shown) =>
        Assert.Equal($"<p title=\"{shown}\">{shown}</p>", Render("<p title=\"{{ x }}\">{{ x }}</p>", ("x", value)));

    [Theory]
    [InlineData("{{ t x 'ja' }}")]
    [InlineData("{{ t $'{x}' 'ja' }}")]
    [InlineData("{{ x + '' }}")]
    [InlineData("{{ x | string.strip }}")]
    [InlineData("{{ for i in [x] }}{{ i }}{{ end }}")]
    [InlineData("{{ func part }}{{ x }}{{ end; part }}")]
    public void Value_is_escaped_once_by_every_expression(string template) =>
        Assert.Equal("&lt;b&gt;", Render(template, ("x", "<b>")));

    [Theory]
    [InlineData(Language.En, "Pay")]
    [InlineData(Language.Ja, "支払う")]
    public void Text_function_picks_the_text_of_the_language(Language language, string word) =>
        Assert.Equal(word, Templates(("page", "{{ t 'Pay' '支払う' }}")).Render("page", language, Model()));

    [Theory]
    [InlineData(0, "¥0")]
    [InlineData(1234, "¥1,234")]
    [InlineData(-1234567, "-¥1,234,567")]
    public void Yen_function_formats_int_and_long(int amount, string text)
    {
        Assert.Equal(text, Render("{{ yen x }}", ("x", amount)));
        Assert.Equal(text, Render("{{ yen x }}", ("x", (long)amount)));
    }

    [Fact]
    public void Model_may_hold_strings_numbers_booleans_null_lists_and_objects() => Assert.Equal(
        "a 1 2 true  [b][c] d",
        Render(
            "{{ s }} {{ i }} {{ l }} {{ y }} {{ n }} {{ for row in rows }}[{{ row.name }}]{{ end }} {{ o.name }}",
            ("s", "a"), ("i", 1), ("l", 2L), ("y", true), ("n", null),
            ("rows", new[] { Model(("name", "b")), Model(("name", "c")) }), ("o", Model(("name", "d")))));

    [Theory]
    [InlineData("{{ missing }}")]
    [InlineData("{{ if missing }}x{{ end }}")]
    [InlineData("{{ for row in missing }}x{{ end }}")]
    [InlineData("{{ o.missing }}")]
    [InlineData("{{ if o.missing == '' }}x{{ end }}")]
    [InlineData("{{ for row in rows }}{{ row.missing }}{{ end }}")]
    public void Missing_model_member_is_an_error(string template) => Assert.Contains(
        "missing",
        Assert.ThrowsAny<ScriptRuntimeException>(() => Render(template, ("o", Model()), ("rows", new[] { Model() }))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Value_of_an_unsupported_type_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Render("{{ at }}", ("at", DateTimeOffset.UnixEpoch)));

    [Fact]
    public void Syntax_error_names_its_position() => Assert.Contains(
        "page(1,",
        Assert.Throws<FormatException>(() => Render("{{ if x }}")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Failed_page_does_not_affect_the_next()
    {
        var templates = Templates(("bad", "{{ layout 'frame' }}left over {{ missing }}"), ("good", "fine"), ("frame", "<{{ body }}>"));
        Assert.ThrowsAny<ScriptRuntimeException>(() => templates.Render("bad", Language.En, Model()));
        Assert.Equal("fine", templates.Render("good", Language.En, Model()));
    }

    [Fact]
    public void Page_is_rendered_inside_nested_layouts() => Assert.Equal(
        "<html en Title &amp; more><main><p>&lt;x&gt;</p></main></html>",
        Templates(
            ("page", "{{ layout 'inner'; title = 'Title & more' ~}}\n<p>{{ x }}</p>"),
            ("inner", "{{ layout 'outer' ~}}\n<main>{{ body }}</main>"),
            ("outer", "<html {{ lang }} {{ title }}>{{ body }}</html>")).Render("page", Language.En, Model(("x", "<x>"))));

    [Fact]
    public void Variables_of_a_page_are_undefined_in_the_next()
    {
        var templates = Templates(("first", "{{ note = 'mine' }}"), ("second", "{{ note }}"));
        templates.Render("first", Language.En, Model());
        Assert.ThrowsAny<ScriptRuntimeException>(() => templates.Render("second", Language.En, Model()));
    }

    [Fact]
    public void Long_list_is_rendered_completely()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => Model(("name", new string('x', 99)))).ToArray();
        Assert.Equal(20_000 * 100, Render("{{ for row in rows }}{{ row.name }}\n{{ end }}", ("rows", rows)).Length);
    }

    [Theory]
    [InlineData("En", "AUTH delivered SOMETHING")]
    [InlineData("Ja", "AUTH（仮売上） 受領済み SOMETHING")]
    public void State_has_its_japanese_name_on_japanese_pages(string language, string text)
    {
        var templates = new PageTemplates(_ => "{{ state_name 'AUTH' }} {{ state_name 'delivered' }} {{ state_name 'SOMETHING' }}")
        {
            JapaneseStateName = StateNames.Japanese,
        };
        Assert.Equal(text, templates.Render("page", Enum.Parse<Language>(language), Model()));
    }

    [Fact]
    public void Concurrent_pages_share_parsed_templates_but_no_variables()
    {
        var reads = 0;
        var templates = new PageTemplates(path =>
        {
            Interlocked.Increment(ref reads);
            return path == "frame" ? "{{ mine }}:{{ body }}" : "{{ layout 'frame'; mine = x; for i in 1..3 }}{{ t x '' }}{{ end }}";
        });
        templates.Render("page", Language.En, Model(("x", 0)));

        Parallel.For(0, 2_000, i => Assert.Equal($"{i}:{i}{i}{i}", templates.Render("page", Language.En, Model(("x", i)))));

        Assert.Equal(2, reads);
    }

    static string Render(string template, params (string, object?)[] members) =>
        Templates(("page", template)).Render("page", Language.En, Model(members));

    static PageTemplates Templates(params (string Path, string Text)[] templates) =>
        new(path => templates.Single(template => template.Path == path).Text);

    static Dictionary<string, object?> Model(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);
}
