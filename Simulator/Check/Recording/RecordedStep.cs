namespace KantanSim.Check.Recording;

/// <summary>Writes a recorded request as a step of the file.</summary>
/// <param name="replace">Replaces the value of a field, by name and value, with a template.</param>
internal sealed class RecordedStep(Func<string, string, string> replace)
{
    /// <summary>A request in one line of YAML: <c>{ post: "URL", json: …, keep: … }</c>.
    /// Null: its body is neither JSON nor a form.</summary>
    public string? Request(Exchange exchange, KeptValue? keep)
    {
        if (Body(exchange) is not { } body) return null;
        var kept = keep is null ? "" : $", {Keep(keep)}";
        return $"{{ {exchange.Method.ToLowerInvariant()}: {Quote(replace("", exchange.Url.AbsoluteUri))}{body}{kept} }}";
    }

    public static string Keep(KeptValue keep) => $"keep: {{ key: {Quote(keep.Source)} }}";

    /// <summary>The lines of a browser script: each form is filled on its page and sent.</summary>
    /// <param name="forms">Requests that sent a form, each with the page that has it.</param>
    public IEnumerable<string> Browser(IEnumerable<(Exchange Page, Exchange Sent)> forms)
    {
        foreach (var (page, sent) in forms)
        {
            yield return $"{{ open: {Quote(page.Url.AbsoluteUri)} }}";
            var typed = Fields(sent).Where(field => !IsGiven(page.Answer, field.Key, field.Value)).ToList();
            if (typed.Count > 0)
                yield return $"{{ fill: {{ {string.Join(", ", typed.Select(field => $"{Quote(field.Key)}: {Value(field)}"))} }} }}";
            yield return $"{{ press: {Quote(Form(page, sent))} }}";
        }
    }

    // A hidden field or a default: the page has it again when it is opened again.
    static bool IsGiven(string page, string name, string value) =>
        page.Contains($"name=\"{name}\"", StringComparison.Ordinal) && page.Contains($"value=\"{value}\"", StringComparison.Ordinal);

    static string Form(Exchange page, Exchange sent) =>
        new[] { sent.Url.PathAndQuery, sent.Url.AbsoluteUri }
            .Where(action => page.Answer.Contains($"action=\"{action}\"", StringComparison.Ordinal))
            .Select(action => $"form[action='{action}']").FirstOrDefault("form");

    string? Body(Exchange exchange)
    {
        if (exchange.Body.Length == 0) return "";
        if (exchange.IsForm) return $", form: {{ {string.Join(", ", Fields(exchange).GroupBy(field => field.Key).Select(Field))} }}";
        return RecordedJson.Parse(exchange.Body) is { } json ? $", json: {RecordedJson.Write(RecordedJson.Map(json, replace))}" : null;
    }

    string Field(IGrouping<string, KeyValuePair<string, string>> field)
    {
        List<string> values = [.. field.Select(Value)];
        return $"{Quote(field.Key)}: {(values.Count == 1 ? values[0] : $"[{string.Join(", ", values)}]")}";
    }

    string Value(KeyValuePair<string, string> field) => Quote(replace(field.Key, field.Value));

    static IEnumerable<KeyValuePair<string, string>> Fields(Exchange exchange) =>
        from part in exchange.Body.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=', 2)
        select KeyValuePair.Create(Decode(pair[0]), pair.Length == 2 ? Decode(pair[1]) : "");

    static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    static string Quote(string text) => RecordedJson.Quote(text);
}
