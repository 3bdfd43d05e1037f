namespace KantanSim.Check.Reports;

/// <summary>Rows of a report in which equal neighbours stand once, with how many there are.</summary>
internal static class Repeated
{
    /// <summary>Adds <c>times</c> to each row; of equal neighbours the first stands for all.</summary>
    /// <param name="rows">Template models, whose lists are texts.</param>
    /// <param name="ignored">What does not need to be equal, such as the time.</param>
    public static IReadOnlyList<Dictionary<string, object?>> Joined(IEnumerable<Dictionary<string, object?>> rows, string ignored)
    {
        List<Dictionary<string, object?>> joined = [];
        var last = "";
        foreach (var row in rows)
        {
            var key = Key(row, ignored);
            if (joined.Count > 0 && key == last) joined[^1]["times"] = (int)joined[^1]["times"]! + 1;
            else joined.Add(new(row) { ["times"] = 1 });
            last = key;
        }
        return joined;
    }

    static string Key(Dictionary<string, object?> row, string ignored) => string.Join('\n', row
        .Where(one => one.Key != ignored)
        .Select(one => $"{one.Key}={(one.Value is IEnumerable<string> texts ? string.Join('\t', texts) : one.Value)}"));
}
