using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>
/// What somebody wrote into a form, under the names that the control API uses: <c>points</c>, <c>cards[0].label</c>,
/// <c>protocol.ChangeUpward</c>. It becomes the body that the API would read, so that faults name the same things.
/// </summary>
internal sealed partial class FormValues(IReadOnlyDictionary<string, string> fields)
{
    const int MostFields = 512;

    public string this[string name] => fields.GetValueOrDefault(name, "");

    public static async Task<FormValues> Read(HttpRequest request) =>
        new((await Utf8Form.Read(request, KantanSim.Operations.JsonBodyReader.MaxBytes, MostFields)).All.ToDictionary(StringComparer.Ordinal));

    /// <summary>The rows of a list, in order. One in which nothing is written is none.</summary>
    public List<FormValues> Rows(string list) =>
    [
        .. fields.Select(field => (Match: RowName().Match(field.Key), field.Value)).Where(field => field.Match.Success && field.Match.Groups[1].Value == list)
            .GroupBy(field => int.Parse(field.Match.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).OrderBy(row => row.Key)
            .Select(row => row.Where(field => field.Value.Length > 0).ToDictionary(field => field.Match.Groups[3].Value, field => field.Value))
            .Where(row => row.Count > 0).Select(row => new FormValues(row)),
    ];

    /// <summary>The form without a field, or without a row such as <c>cards[0]</c>.</summary>
    public FormValues Without(params IReadOnlyCollection<string> names) =>
        new(fields.Where(field => !names.Any(name => field.Key == name || field.Key.StartsWith($"{name}.", StringComparison.Ordinal))).ToDictionary());

    /// <summary>The form without all the rows of a list.</summary>
    public FormValues WithoutList(string list) => new(fields.Where(field => RowName().Match(field.Key).Groups[1].Value != list).ToDictionary());

    /// <summary>The form without those of its fields in which nothing is written.</summary>
    public FormValues WithoutEmpty(params IReadOnlyCollection<string> names) => Without([.. names.Where(name => this[name].Length == 0)]);

    public FormValues With(string name, string value) => new(new Dictionary<string, string>(fields) { [name] = value });

    /// <param name="lists">Lists that the body has in any case: all their rows may have been taken away.</param>
    /// <param name="whole">An object that the body has in any case.</param>
    public JsonBodyReader Body(IReadOnlyCollection<string>? lists = null, string? whole = null)
    {
        lists ??= [];
        var body = new JsonObject();
        if (whole is not null) body[whole] = new JsonObject();
        foreach (var (name, value) in fields)
            if (!lists.Contains(RowName().Match(name).Groups[1].Value)) Put(body, name, value);
        foreach (var list in lists) body[list] = new JsonArray([.. Rows(list).Select(row => row.Row())]);
        return KantanSim.Operations.JsonBodyReader.FromForm(body);
    }

    static void Put(JsonObject body, string name, string value)
    {
        if (name.Split('.', 2) is not [var whole, var part]) body[name] = value;
        else if (body[whole] is JsonObject known) known[part] = value;
        else body[whole] = new JsonObject { [part] = value };
    }

    /// <summary>The fields of a row, in an order that is always the same.</summary>
    public JsonObject Row() => new(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));

    [GeneratedRegex(@"^(\w+)\[(\d{1,6})\]\.(\w+)$")]
    private static partial Regex RowName();
}
