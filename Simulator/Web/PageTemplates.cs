using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.ObjectPool;
using Scriban;

namespace KantanSim.Web;

/// <summary>
/// Turns a template and a model into a page. A template is named by its path under <c>Simulator/</c>, is parsed once,
/// and may name the template around it: <c>{{ layout 'Wallet/Pages/layout.html' }}</c>, where <c>{{ body }}</c> stands for it,
/// and parts that it shares with others: <c>{{ part 'Wallet/Pages/order.html' }}</c>.
/// Safe to call from many threads.
/// </summary>
internal sealed class PageTemplates
{
    // A new context costs 240 µs, for its built-ins are set up anew.
    readonly ObjectPool<PageContext> contexts = ObjectPool.Create<PageContext>();
    readonly ConcurrentDictionary<string, Template> parsed = new(StringComparer.Ordinal);
    readonly Func<string, string> source;

    /// <param name="elsewhere">Assemblies with templates of their own, such as a payment method's.</param>
    public PageTemplates(params IEnumerable<Assembly> elsewhere) : this(path => EmbeddedFiles.Text(path, elsewhere))
    {
    }

    internal PageTemplates(Func<string, string> source) => this.source = source;

    /// <param name="template">for instance <c>Wallet/Pages/sign-in.html</c></param>
    /// <param name="language">what <c>t 'English' '日本語'</c> picks by</param>
    /// <param name="model">
    /// null, string, bool, int and long, dictionaries and lists of them; an expression's output is escaped for HTML,
    /// a member that the template asks for and the model lacks is an error
    /// </param>
    public string Render(string template, Language language, IReadOnlyDictionary<string, object?> model)
    {
        var context = contexts.Get();
        var html = context.Render(Parsed, template, language, PageModel.From(model));
        contexts.Return(context); // not in a finally: a context that threw is left in the middle of its stacks
        return html;
    }

    internal Template Parsed(string path) => parsed.GetOrAdd(path, Parse);

    Template Parse(string path)
    {
        var template = Template.Parse(source(path), path);
        return template.HasErrors ? throw new FormatException(string.Join(Environment.NewLine, template.Messages)) : template;
    }
}
