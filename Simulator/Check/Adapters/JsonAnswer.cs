using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KantanSim.Check.Adapters;

/// <summary>An answer in JSON, and what JSONPaths find in it.</summary>
internal sealed class JsonAnswer
{
    static readonly JsonSelectSettings Settings = new() { RegexMatchTimeout = KeptText.MatchLimit };

    readonly StepAnswer answer;
    readonly JToken json;

    JsonAnswer(StepAnswer answer, JToken json)
    {
        this.answer = answer;
        this.json = json;
    }

    /// <exception cref="AdapterException">It is no JSON.</exception>
    public static JsonAnswer Parse(StepAnswer answer)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(answer.Text))
            { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
            var json = JToken.ReadFrom(reader);
            while (reader.Read()) { }
            return new(answer, json);
        }
        catch (JsonException fault)
        {
            throw answer.Fault($"The answer is no JSON ({fault.Message.TrimEnd('.')})", isValueMissing: true);
        }
    }

    /// <summary>What a path finds; null for JSON's null.</summary>
    /// <exception cref="AdapterException">It finds nothing or more than one value, or it is no JSONPath.</exception>
    public JToken? Find(string path)
    {
        try
        {
            var found = json.SelectToken(path, Settings) ?? throw answer.Fault($"{path} is not in the answer", isValueMissing: true);
            return found.Type == JTokenType.Null ? null : found;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or RegexMatchTimeoutException)
        {
            throw answer.Fault($"{path} cannot be looked up ({fault.Message.TrimEnd('.')})");
        }
    }

    /// <summary>What a path finds as text: strings as they are, lists and objects as JSON; null for JSON's null.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public string? Text(string path) => Find(path) switch
    {
        null => null,
        JValue { Type: JTokenType.Boolean } flag => (bool)flag ? "true" : "false",
        JValue value => Convert.ToString(value.Value, CultureInfo.InvariantCulture),
        var other => other.ToString(Formatting.None),
    };
}
