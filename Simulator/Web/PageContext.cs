using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Web;

/// <summary>
/// Renders one page: escapes HTML, is strict about missing members, and provides <c>layout</c>, <c>part</c>, <c>t</c>, <c>yen</c>,
/// <c>state_name</c> and <c>lang</c>.
/// </summary>
internal sealed class PageContext : TemplateContext
{
    Language language;
    string? layout;
    PageTemplates? templates;

    public PageContext()
    {
        StrictVariables = true;
        TryGetMember = ThrowMissing;
        // No limits: the templates are ours, and the lists that they show are limited where they are read.
        // The lines of a value stay as they are: indented, they would be wrong in <pre>.
        AutoIndent = false;
        LoopLimit = 0;
        LimitToString = 0;
        BuiltinObject.Import("layout", (string path) => { layout = path; });
        BuiltinObject.Import("part", (string path) => new Rendered(Parsed(path).Render(this)));
        BuiltinObject.Import("t", (object? english, object? japanese) => language == KantanSim.Web.Language.En ? english : japanese);
        BuiltinObject.Import("state_name", (string state) => NameOf(state));
        BuiltinObject.Import("yen", (long amount) => amount.ToString("¥#,0;-¥#,0", CultureInfo.InvariantCulture));
    }

    public string Render(PageTemplates source, string template, Language pageLanguage, ScriptObject model)
    {
        language = pageLanguage;
        templates = source;
        model["lang"] = pageLanguage == KantanSim.Web.Language.En ? "en" : "ja";
        PushGlobal(model);
        var html = Parsed(template).Render(this);
        while (layout is { } path)
        {
            layout = null;
            model["body"] = new Rendered(html);
            html = Parsed(path).Render(this);
        }
        PopGlobal();
        return html;
    }

    // Called for the values of expressions only. Scriban writes a template's own text by another overload.
    public override TemplateContext Write(SourceSpan span, object? textAsObject) =>
        Write(textAsObject is Rendered page ? page.Html : Escaped(ObjectToString(textAsObject) ?? ""));

    Template Parsed(string path) => Templates.Parsed(path);

    string NameOf(string state) => language == KantanSim.Web.Language.En
        ? Templates.EnglishStateName(state)
        : Templates.JapaneseStateName(state);

    PageTemplates Templates => templates ?? throw new InvalidOperationException("A template is used while nothing is rendered.");

    static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    // StrictVariables is about variables only: a missing member of an object would be an empty string.
    static bool ThrowMissing(TemplateContext context, SourceSpan span, object target, string member, out object value) =>
        throw new ScriptRuntimeException(span, $"The model has no member `{member}` here.");

    sealed record Rendered(string Html);
}
