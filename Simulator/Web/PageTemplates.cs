using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.ObjectPool;
using Scriban;

namespace KantanSim.Web;

/// <summary>
/// Renders Scriban templates to HTML. A template's name is its path under <c>Simulator/</c>. It may name a layout, which contains it as
/// <c>{{ body }}</c>: <c>{{ layout 'Wallet/Pages/layout.html' }}</c>; and include parts: <c>{{ part 'Wallet/Pages/order.html' }}</c>.
/// Templates are parsed once. Thread-safe.
/// </summary>
internal sealed class PageTemplates
{
    // Pooled: a new context takes 240 µs, because it sets up Scriban's built-in functions.
    readonly ObjectPool<PageContext> contexts = ObjectPool.Create<PageContext>();
    readonly ConcurrentDictionary<string, Template> parsed = new(StringComparer.Ordinal);
    readonly Func<string, string> source;

    /// <param name="others">Assemblies with templates of their own, such as a payment method's.</param>
    public PageTemplates(params IEnumerable<Assembly> others) : this(path => EmbeddedFiles.Text(path, others))
    {
    }

    internal PageTemplates(Func<string, string> source) => this.source = source;

    /// <summary>The Japanese name of a state, such as <c>AUTH（仮売上）</c>: what <c>state_name 'AUTH'</c> writes on a Japanese page.</summary>
    public Func<string, string> JapaneseStateName { get; init; } = state => state;

    /// <summary>The name of a state on an English page.</summary>
    public Func<string, string> EnglishStateName { get; init; } = state => state;

    /// <param name="template">For instance <c>Wallet/Pages/sign-in.html</c>.</param>
    /// <param name="language">The argument that <c>t 'English' '日本語'</c> selects.</param>
    /// <param name="model">
    /// Null, string, bool, int and long, dictionaries and lists of them. An expression's value is escaped for HTML. A member that the
    /// template uses and the model lacks is an error.
    /// </param>
    public string Render(string template, Language language, IReadOnlyDictionary<string, object?> model)
    {
        var context = contexts.Get();
        var html = context.Render(this, template, language, PageModel.From(model));
        contexts.Return(context); // not in a finally: after an exception the context's stacks are not empty
        return html;
    }

    internal Template Parsed(string path) => parsed.GetOrAdd(path, Parse);

    Template Parse(string path)
    {
        var template = Template.Parse(source(path), path);
        return template.HasErrors ? throw new FormatException(string.Join(Environment.NewLine, template.Messages)) : template;
    }
}
