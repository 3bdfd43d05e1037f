using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.Net.Http.Headers;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The fields of a submitted form. They are named like the members of the control API's JSON: <c>points</c>, <c>cards[0].label</c>,
/// <c>protocol.ChangeUpward</c>. <see cref="Body"/> builds that JSON, so that forms and API share their validation and error messages.
/// </summary>
internal sealed partial class FormValues(IReadOnlyDictionary<string, string> fields)
{
    const int MaxFields = 512;
    const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The value of a field; empty when it was not sent.</summary>
    public string this[string name] => fields.GetValueOrDefault(name, "");

    /// <exception cref="UnreadableFormException">The body is not a form, is too long or has too many fields.</exception>
    public static async Task<FormValues> Read(HttpRequest request)
    {
        // Without a form every list would be empty, and saved so.
        if (!IsForm(request.ContentType))
            throw new UnreadableFormException(
                $"the Content-Type is \"{request.ContentType}\", not {FormType}", StatusCodes.Status415UnsupportedMediaType, JsonBodyReader.MaxBytes);
        var form = await Utf8Form.Read(request, JsonBodyReader.MaxBytes, MaxFields);
        return new(form.All.ToDictionary(StringComparer.Ordinal));
    }

    static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase);

    public static FormValues Of(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Value));

    /// <summary>The rows of a list such as <c>cards</c>, by index. Rows in which every field is empty are skipped.</summary>
    public List<FormValues> Rows(string list)
    {
        var cells =
            from field in fields
            let match = RowName().Match(field.Key)
            where match.Success && match.Groups["list"].Value == list
            let index = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)
            orderby index
            select (Index: index, Name: match.Groups["field"].Value, field.Value);
        return
        [
            .. from cell in cells
               where cell.Value.Length > 0
               group cell by cell.Index into row
               select Of(row.Select(cell => (cell.Name, cell.Value))),
        ];
    }

    /// <summary>The form without some fields and those below them: <c>cards[0]</c> removes <c>cards[0].label</c>, too.</summary>
    public FormValues Without(params IReadOnlyCollection<string> names)
    {
        bool IsRemoved(string field) => names.Any(name => field == name || field.StartsWith($"{name}.", StringComparison.Ordinal));
        return new(fields.Where(field => !IsRemoved(field.Key)).ToDictionary());
    }

    /// <summary>The form without all rows of a list.</summary>
    public FormValues WithoutList(string list) => new(fields.Where(field => ListOf(field.Key) != list).ToDictionary());

    /// <summary>The form without those of the named fields that are empty.</summary>
    public FormValues WithoutEmpty(params IReadOnlyCollection<string> names) =>
        Without([.. names.Where(name => this[name].Length == 0)]);

    public FormValues With(string name, string value) => new(new Dictionary<string, string>(fields) { [name] = value });

    /// <summary>The JSON that the control API expects, with texts as values.</summary>
    /// <param name="lists">Lists that are written even when the form has no row of them, because all were removed.</param>
    /// <param name="whole">An object that is written even when the form has no field of it.</param>
    public JsonBodyReader Body(IReadOnlyCollection<string>? lists = null, string? whole = null)
    {
        lists ??= [];
        var body = new JsonObject();
        if (whole is not null) body[whole] = new JsonObject();
        foreach (var (name, value) in fields.Where(field => !lists.Contains(ListOf(field.Key)))) Add(body, name, value);
        foreach (var list in lists) body[list] = new JsonArray([.. Rows(list).Select(row => row.Row())]);
        return JsonBodyReader.FromForm(body);
    }

    static void Add(JsonObject body, string name, string value)
    {
        if (name.Split('.', 2) is not [var parent, var member]) body[name] = value;
        else if (body[parent] is JsonObject known) known[member] = value;
        else body[parent] = new JsonObject { [member] = value };
    }

    /// <summary>The fields of a row as a JSON object, sorted by name.</summary>
    public JsonObject Row() => new(
        fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));

    // Empty for a field that belongs to no list.
    static string ListOf(string field) => RowName().Match(field).Groups["list"].Value;

    [GeneratedRegex(@"^(?<list>\w+)\[(?<index>0|[1-9][0-9]{0,5})\]\.(?<field>\w+)$")]
    private static partial Regex RowName();
}
