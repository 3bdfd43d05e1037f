using System.Text.Json;
using KantanSim.Web;

namespace KantanSim.DemoShop.Api;

/// <summary>The JSON object of a request. Its members are texts, numbers and flags; an empty body is an empty object.</summary>
internal sealed class ApiInput
{
    const int MaxBytes = 16_384;

    readonly Dictionary<string, string> members = [];
    readonly List<FormError> errors = [];

    public IReadOnlyList<FormError> Errors => errors;

    /// <summary>A member as text; empty when it is missing.</summary>
    public string this[string name] => members.GetValueOrDefault(name, "");

    /// <param name="known">Names of the members that are allowed.</param>
    public static async Task<ApiInput> Read(HttpRequest request, params string[] known)
    {
        var input = new ApiInput();
        if (await RequestBody.Read(request, MaxBytes) is { } body) input.Parse(body, known);
        else input.Add("", $"more than {MaxBytes} bytes", $"a body of up to {MaxBytes} bytes");
        return input;
    }

    /// <summary>A member that is a whole number from 1 on. Null when it is missing, and when it is wrong, which is an error.</summary>
    public int? Yen(string name, int max)
    {
        if (this[name].Length == 0) return null;
        if (int.TryParse(this[name], out var yen) && yen >= 1 && yen <= max) return yen;
        Add(name, this[name], $"a whole number of yen from 1 to {max}, tax included");
        return null;
    }

    public void Add(string name, string value, string allowed) => errors.Add(new(name, value, allowed, allowed));

    void Parse(byte[] body, string[] known)
    {
        if (body.Length == 0) return;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("it is not an object");
            foreach (var member in json.RootElement.EnumerateObject()) Parse(member, known);
        }
        // The second: a text with half a surrogate pair.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            Add("", fault.Message, "a JSON object");
        }
    }

    void Parse(JsonProperty member, string[] known)
    {
        if (!known.Contains(member.Name))
            Add(member.Name, member.Value.GetRawText(), known.Length == 0 ? "no members" : string.Join(", ", known));
        else if (member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            Add(member.Name, member.Value.GetRawText(), "a text, a number, true or false");
        else members[member.Name] = Text(member.Value);
    }

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        _ => "",
    };
}
