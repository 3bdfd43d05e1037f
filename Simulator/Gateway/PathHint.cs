using KantanSim.Methods;
using KantanSim.Scenarios.Files;

namespace KantanSim.Gateway;

/// <summary>Explains a request whose path or method is not exactly an API's: which path was probably meant, and what differs.</summary>
internal static class PathHint
{
    const string Prefix = "/payment/";
    const string Suffix = ".idPass";
    const int MaxShown = 200;

    static readonly char[] AfterName = ['.', ';', '?', '&', '='];

    /// <param name="isAnswered">Whether an API or a page of the gateway answers the request although its path may not be exact.</param>
    /// <returns>Null for an exact request, and for a path that is not meant for the gateway.</returns>
    public static string? For(HttpRequest request, PaymentMethods methods, bool isAnswered = false)
    {
        if (isAnswered && IsExact(request)) return null;
        var path = (request.Path.Value ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var sentences = Meant.In(path, methods) is { } meant ? ExplainNearMiss(meant, request, methods, isAnswered)
            : path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest] && EqualsIgnoreCase(first, "payment") ? ExplainUnknown(rest, request)
            : [];
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    /// <summary>A path for showing: escaped, cut where fields may begin (there may be passwords among them), and of limited length.</summary>
    public static string Shown(PathString path)
    {
        var text = path.Value ?? "";
        var end = text.IndexOfAny(AfterName[1..]) is >= 0 and var at ? at : text.Length;
        var shown = new PathString(text[..end]).ToUriComponent();
        return shown.Length > MaxShown ? $"{shown[..MaxShown]}…" : end < text.Length ? $"{shown}…" : shown;
    }

    // Hot path: runs for every valid request. Routing ignores case and a trailing slash, so a routed path may still be inexact.
    static bool IsExact(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path
        && path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    static bool EqualsIgnoreCase(string part, string word) => part.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    static List<string> ExplainNearMiss(Meant meant, HttpRequest request, PaymentMethods methods, bool isAnswered)
    {
        List<string> sentences = [];
        var (right, shown) = ($"{Prefix}{meant.Api}{Suffix}", Shown(request.Path));
        if (request.Path.Value != right)
        {
            sentences.Add(isAnswered ? $"KantanSim accepts \"{shown}\" as \"{right}\"; the live gateway may not."
                : $"\"{shown}\" is not an API path. Did you mean \"{right}\"?");
            sentences.AddRange(meant.Differences());
        }
        if (methods.FindByStartApi(meant.Api) is null) AddPostOnly(sentences, request);
        else if (sentences.Count > 0) sentences.Add("It is opened by the consumer's browser, not called by the shop.");
        return sentences;
    }

    static List<string> ExplainUnknown(string[] parts, HttpRequest request)
    {
        var shown = Shown(request.Path);
        if (parts is [var page, ..] && EqualsIgnoreCase(page, "return")) return [NoReturn(shown)];
        List<string> sentences = [parts is [var name] && name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? Unmodelled(shown)
            : $"\"{shown}\" is not an API path. Paths of APIs are \"{Prefix}{{Api}}{Suffix}\" (see /openapi/gateway.json)."];
        AddPostOnly(sentences, request);
        return sentences;
    }

    static string Unmodelled(string shown) =>
        $"\"{shown}\" is not an API that KantanSim models (see /openapi/gateway.json). Mapping files can answer APIs of other payment methods.";

    static string NoReturn(string shown) =>
        $"\"{shown}\" is not a valid return URL: the wallet sends the consumer's browser to \"{Prefix}return/{{id}}\" by GET, " +
        "and KantanSim makes the id for each payment.";

    static void AddPostOnly(List<string> sentences, HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) sentences.Add($"APIs are called with POST, not {request.Method}.");
    }

    /// <summary>A path of which one part is near the name of an API.</summary>
    /// <param name="Before">The path up to the name.</param>
    /// <param name="Name">The name as it was written.</param>
    /// <param name="After">The path behind the name.</param>
    sealed record Meant(string Api, string Before, string Name, string After)
    {
        /// <summary>Searches the segments from last to first.</summary>
        public static Meant? In(string path, PaymentMethods methods)
        {
            string[] apis = [.. methods.Apis, Search.Api, .. methods.All.Select(method => method.StartApi)];
            for (var end = path.Length; end > 0;)
            {
                var start = path.LastIndexOf('/', end - 1) + 1;
                var name = NameIn(path[start..end]);
                if (SpellingSuggestion.Closest(name, apis) is { } api)
                {
                    var at = path.IndexOf(name, start, StringComparison.Ordinal);
                    return new(api, path[..at], name, path[(at + name.Length)..]);
                }
                end = start - 1;
            }
            return null;
        }

        public IEnumerable<string> Differences()
        {
            if (Before.Trim() != Prefix) yield return $"The prefix is \"{Prefix}\".";
            if (Name != Api && Name.Equals(Api, StringComparison.OrdinalIgnoreCase)) yield return "Names of APIs are case-sensitive.";
            if (!After.Trim().StartsWith(Suffix, StringComparison.Ordinal)) yield return $"The suffix is \"{Suffix}\".";
            else if (After.Trim() != Suffix) yield return $"Nothing may follow the suffix \"{Suffix}\".";
            if ((Before + After).Any(char.IsWhiteSpace)) yield return "API paths contain no blanks.";
        }

        static string NameIn(string part)
        {
            var name = (part.IndexOfAny(AfterName) is >= 0 and var end ? part[..end] : part).Trim();
            return name.EndsWith(Suffix[1..], StringComparison.OrdinalIgnoreCase) ? name[..^(Suffix.Length - 1)] : name;
        }
    }
}
