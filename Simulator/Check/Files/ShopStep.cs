using System.Collections.Immutable;

namespace KantanSim.Check.Files;

/// <summary>
/// Something that is done at the shop: a request, a command or a form in a browser. Texts are templates with <c>{{name}}</c>.
/// </summary>
internal abstract record ShopStep
{
    ShopStep() { }

    /// <summary>
    /// Values to keep for later steps, by name: a JSONPath such as <c>$.id</c> into a JSON answer or output, <c>header:NAME</c>,
    /// <c>url</c> (the last URL), or <c>/REGEX/</c> with one group, on the text.
    /// </summary>
    public ImmutableDictionary<string, string> Keep { get; init; } = [];

    /// <summary>An HTTP request.</summary>
    /// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
    public sealed record Http(string Method, string Url) : ShopStep
    {
        public ImmutableDictionary<string, string> Headers { get; init; } = [];
        /// <summary>A JSON text whose strings are templates; a string that is one template and nothing else becomes a number when it is
        /// one. Null: no JSON body.</summary>
        public string? Json { get; init; }
        /// <summary>The fields of a form, in UTF-8; null: no form.</summary>
        public ImmutableArray<KeyValuePair<string, string>>? Form { get; init; }
    }

    /// <summary>A program and its arguments, run as the user in the folder of the file, without a shell.</summary>
    public sealed record Command(ImmutableArray<string> Arguments) : ShopStep
    {
        public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);
    }

    /// <summary>What a person does in a browser, without JavaScript.</summary>
    public sealed record Browser(ImmutableArray<BrowserLine> Lines) : ShopStep;
}

/// <summary>A line of a browser script.</summary>
internal abstract record BrowserLine
{
    BrowserLine() { }

    /// <summary>Opens a page.</summary>
    public sealed record Open(string Url) : BrowserLine;

    /// <summary>Fills fields of a form on the page, by name.</summary>
    public sealed record Fill(ImmutableDictionary<string, string> Values) : BrowserLine;

    /// <summary>Submits the form with a button, by CSS selector or by its text. Redirects are followed up to the gateway.</summary>
    public sealed record Press(string Button) : BrowserLine;

    /// <summary>Follows a link, by CSS selector or by its text.</summary>
    public sealed record Follow(string Link) : BrowserLine;
}

/// <summary>How the state of an order is read.</summary>
/// <param name="Step">A request or a command, never a browser script.</param>
/// <param name="StatePath">A JSONPath to the shop's own word for the state.</param>
/// <param name="Means">What the shop's words mean.</param>
/// <param name="ShippedPath">A JSONPath to a number or a truth value, or with <c>.length()</c> behind it to the length of a list: how often
/// the order was shipped. Null: unknown.</param>
/// <param name="AmountPath">A JSONPath to what the shop takes for paid, in yen. Null: unknown.</param>
internal sealed record OrderReader(
    ShopStep Step, string StatePath, ImmutableDictionary<string, OrderState> Means, string? ShippedPath, string? AmountPath);

/// <summary>What the state of an order means.</summary>
internal enum OrderState
{
    /// <summary>The shop does not know the order, or never made one.</summary>
    None,
    /// <summary>Not paid yet.</summary>
    Open,
    Paid,
    /// <summary>Paid, and the goods are on their way.</summary>
    Shipped,
    /// <summary>Failed, expired, cancelled or refunded.</summary>
    Failed,
}
