using System.Text;

namespace KantanSim.Wire;

/// <summary>The gateway's daily files: CSV in CP932 with every value in quotation marks.</summary>
internal static class Csv
{
    /// <param name="lineEnd">Written after every row, including the last.</param>
    public static byte[] Write(IEnumerable<string[]> rows, string lineEnd)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(Quote)).Append(lineEnd);
        return Cp932.Encode(text.ToString());
    }

    static string Quote(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
