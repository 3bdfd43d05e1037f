using System.Globalization;
using KantanSim.Check.Files;
using Newtonsoft.Json.Linq;

namespace KantanSim.Check.Adapters;

/// <summary>Reads the state of an order from a shop's answer.</summary>
internal static class OrderAnswer
{
    const string Length = ".length()";

    /// <summary>HTTP 404: the shop does not know the order.</summary>
    /// <exception cref="AdapterException">The answer is another refusal, or does not say what the file expects.</exception>
    public static OrderReading Read(OrderReader reader, StepAnswer answer)
    {
        if (answer.IsNotFound) return new(OrderState.None, answer.Outcome, Unknown(reader.ShippedPath), Unknown(reader.AmountPath));
        if (answer.IsRefused) throw answer.Fault("The order cannot be read");
        var json = JsonAnswer.Parse(answer);
        var word = json.Text(reader.StatePath) ?? throw answer.Fault($"state: {reader.StatePath} is null");
        return new(State(reader, word), word, (int?)Shipped(reader, json, answer), Amount(reader, json, answer));
    }

    static OrderState State(OrderReader reader, string word) => reader.Means.TryGetValue(word, out var state)
        ? state
        : throw new AdapterException(
            $"The order's state at {reader.StatePath} is {AnswerLine.Of(word)}, and means does not say what that means. "
            + $"It knows: {string.Join(", ", reader.Means.Keys.Order(StringComparer.Ordinal))}.");

    static int? Unknown(string? path) => path is null ? null : 0;

    static long? Shipped(OrderReader reader, JsonAnswer json, StepAnswer answer)
    {
        if (reader.ShippedPath is not { } path) return null;
        if (!path.EndsWith(Length, StringComparison.Ordinal)) return Number("shipped", path, json.Find(path), answer);
        return json.Find(path[..^Length.Length]) switch
        {
            null => 0,
            JArray list => list.Count,
            _ => throw answer.Fault($"shipped: {path[..^Length.Length]} is no list"),
        };
    }

    static long? Amount(OrderReader reader, JsonAnswer json, StepAnswer answer) =>
        reader.AmountPath is { } path ? Number("amount", path, json.Find(path), answer) : null;

    // A null is a zero: not shipped, nothing paid.
    static long Number(string key, string path, JToken? value, StepAnswer answer) => value switch
    {
        null => 0,
        JArray list when key == "shipped" => list.Count,
        JValue { Type: JTokenType.Boolean } flag when key == "shipped" => (bool)flag ? 1 : 0,
        JValue number when Whole(number) is { } whole => whole,
        _ => throw answer.Fault($"{key}: {path} is no whole number"),
    };

    static long? Whole(JValue value)
    {
        var text = Convert.ToString(value.Value, CultureInfo.InvariantCulture);
        var isNumber = decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return isNumber && decimal.IsInteger(number) && decimal.Abs(number) <= int.MaxValue ? (long)number : null;
    }
}
