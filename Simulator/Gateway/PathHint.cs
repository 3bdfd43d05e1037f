using KantanSim.Methods;
using KantanSim.Scenarios.Files;

namespace KantanSim.Gateway;

/// <summary>Explains a request whose path or method is not exactly that of an API: which path was meant, and what differs.</summary>
internal static class PathHint
{
    const string Prefix = "/payment/";
    const string Suffix = ".idPass";
    const int MaxShown = 200;

    // What may follow the name of an API. All but the dot may begin fields.
    static readonly char[] NameEnds = ['.', ';', '?', '&', '='];

    /// <param name="isAnswered">Whether the gateway answers the request, even if its path is not exact.</param>
    /// <returns>Null for an exact request, and for a path that is not meant for the gateway.</returns>
    public static string? For(HttpRequest request, PaymentMethods methods, bool isAnswered = false)
    {
        if (isAnswered && IsExact(request)) return null;
        var path = (request.Path.Value ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var sentences = Sentences(path, request, methods, isAnswered);
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    /// <summary>The exact path of the API that was probably meant; null when the path resembles none.</summary>
    public static string? Expected(PathString path, PaymentMethods methods) =>
        NearMiss.Find(path.Value ?? "", methods) is { Api: var api } ? $"{Prefix}{api}{Suffix}" : null;

    static List<string> Sentences(string path, HttpRequest request, PaymentMethods methods, bool isAnswered)
    {
        if (NearMiss.Find(path, methods) is { } nearMiss) return ExplainNearMiss(nearMiss, request, methods, isAnswered);
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 0 && EqualsIgnoreCase(segments[0], "payment") ? ExplainUnknown(segments[1..], request) : [];
    }

    /// <summary>A path for display: escaped, cut before the first field, which may be a password, and after 200 characters.</summary>
    public static string Shown(PathString path)
    {
        var text = path.Value ?? "";
        var fields = text.IndexOfAny(NameEnds[1..]);
        var shown = new PathString(fields < 0 ? text : text[..fields]).ToUriComponent();
        if (shown.Length > MaxShown) return $"{shown[..MaxShown]}…";
        return fields < 0 ? shown : $"{shown}…";
    }

    // Runs for every valid request, so it must be fast. Routing ignores case and a trailing slash: a routed path may still be inexact.
    static bool IsExact(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path
        && path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    static bool EqualsIgnoreCase(string segment, string word) => segment.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    static List<string> ExplainNearMiss(NearMiss nearMiss, HttpRequest request, PaymentMethods methods, bool isAnswered)
    {
        List<string> sentences = [];
        var expected = $"{Prefix}{nearMiss.Api}{Suffix}";
        var shown = Shown(request.Path);
        if (request.Path.Value != expected)
        {
            sentences.Add(isAnswered
                ? $"KantanSim accepts \"{shown}\" as \"{expected}\"; the live gateway may not."
                : $"\"{shown}\" is not an API path. Did you mean \"{expected}\"?");
            sentences.AddRange(nearMiss.Differences());
        }
        if (methods.FindByStartApi(nearMiss.Api) is null) AddPostOnly(sentences, request);
        else if (sentences.Count > 0) sentences.Add("It is opened by the consumer's browser, not called by the shop.");
        return sentences;
    }

    static List<string> ExplainUnknown(string[] segments, HttpRequest request)
    {
        var shown = Shown(request.Path);
        if (segments.Length > 0 && EqualsIgnoreCase(segments[0], "return")) return [InvalidReturn(shown)];
        List<string> sentences = [segments.Length == 1 && HasApiForm(segments[0])
            ? $"\"{shown}\" is not an API that KantanSim simulates (see /openapi/gateway.json). "
                + "Mapping files can answer APIs of other payment methods."
            : $"\"{shown}\" is not an API path. API paths have the form \"{Prefix}{{Api}}{Suffix}\" (see /openapi/gateway.json)."];
        AddPostOnly(sentences, request);
        return sentences;
    }

    static bool HasApiForm(string segment) => segment.Length > Suffix.Length && segment.EndsWith(Suffix, StringComparison.Ordinal);

    static string InvalidReturn(string shown) =>
        $"\"{shown}\" is not a valid return URL: the wallet sends the consumer's browser to \"{Prefix}return/{{id}}\" by GET, " +
        "and KantanSim creates the id of each payment.";

    static void AddPostOnly(List<string> sentences, HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) sentences.Add($"APIs are called with POST, not {request.Method}.");
    }

    /// <summary>A path with a segment that is similar to the name of an API.</summary>
    /// <param name="Before">The path before the name.</param>
    /// <param name="Name">The name as written.</param>
    /// <param name="After">The path after the name.</param>
    sealed record NearMiss(string Api, string Before, string Name, string After)
    {
        /// <summary>Searches the segments from the last to the first.</summary>
        public static NearMiss? Find(string path, PaymentMethods methods)
        {
            string[] apis = [.. methods.Apis, Search.Api, .. methods.All.Select(method => method.StartApi)];
            for (var end = path.Length; end > 0;)
            {
                var start = path.LastIndexOf('/', end - 1) + 1;
                var name = NameOf(path[start..end]);
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
            if (Name != Api && Name.Equals(Api, StringComparison.OrdinalIgnoreCase)) yield return "API names are case-sensitive.";
            if (!After.Trim().StartsWith(Suffix, StringComparison.Ordinal)) yield return $"The suffix is \"{Suffix}\".";
            else if (After.Trim() != Suffix) yield return $"Nothing may follow the suffix \"{Suffix}\".";
            if ((Before + After).Any(char.IsWhiteSpace)) yield return "API paths contain no white space.";
        }

        static string NameOf(string segment)
        {
            var end = segment.IndexOfAny(NameEnds);
            var name = (end < 0 ? segment : segment[..end]).Trim();
            return name.EndsWith(Suffix[1..], StringComparison.OrdinalIgnoreCase) ? name[..^(Suffix.Length - 1)] : name;
        }
    }
}
