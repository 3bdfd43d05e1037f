using System.Text.Json.Nodes;

namespace KantanSim.Check.Recording;

/// <summary>Finds where the shop told the state of the order as JSON, and with which words.</summary>
/// <param name="Url">What was read.</param>
/// <param name="Path">A JSONPath to the word.</param>
/// <param name="Words">The meanings, each with the shop's word.</param>
internal sealed record RecordedState(Uri Url, string Path, IReadOnlyList<(string Meaning, string Word)> Words)
{
    static readonly string[] Names = ["status", "state", "orderstatus", "order_status", "paymentstatus", "payment_status"];

    /// <summary>Null: the state was not told.</summary>
    /// <param name="key">What names the order.</param>
    public static RecordedState? Find(RecordedPayment recording, KeptValue? key)
    {
        if (key is null || Last(recording.Paid, key) is not { } paid) return null;
        List<(string, string)> words = [("paid", paid.Word)];
        words.AddRange(All(recording.Paid, key).Select(read => read.Word).Distinct().Where(word => word != paid.Word)
            .Select(word => ("open", word)));
        Add(words, "shipped", recording.Shipped, key);
        Add(words, "failed", recording.Cancelled, key);
        return new(paid.Url, paid.Path, words);
    }

    static void Add(List<(string Meaning, string Word)> words, string meaning, Seen? seen, KeptValue key)
    {
        if (seen is null || Last(seen, key) is not { } found || words.Any(known => known.Word == found.Word)) return;
        words.Add((meaning, found.Word));
    }

    static (Uri Url, string Path, string Word)? Last(Seen seen, KeptValue key) =>
        All(seen, key).Select(read => ((Uri, string, string)?)read).LastOrDefault();

    static IEnumerable<(Uri Url, string Path, string Word)> All(Seen seen, KeptValue key)
    {
        var reads = seen.Exchanges.Where(exchange =>
            exchange.Method == "GET" && exchange.Status == 200 && exchange.Url.AbsoluteUri.Contains(key.Value, StringComparison.Ordinal));
        return reads.Select(read => Word(read.Url, RecordedJson.Parse(read.Answer))).OfType<(Uri, string, string)>();
    }

    static (Uri Url, string Path, string Word)? Word(Uri url, JsonNode? json)
    {
        if (json is null) return null;
        var found = RecordedJson.Leaves(json).FirstOrDefault(leaf => leaf.Value.Length > 0 && IsState(leaf.Path));
        return found.Path is null ? null : (url, found.Path, found.Value);
    }

    static bool IsState(string path) => Names.Contains(path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant());
}
