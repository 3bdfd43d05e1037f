using System.Text;

namespace KantanSim.Wire;

/// <summary>The gateway's daily files: CP932, every value in quotation marks.</summary>
internal static class Csv
{
    /// <param name="lineEnd">What follows each row, the last one too.</param>
    public static byte[] Write(IEnumerable<string[]> rows, string lineEnd)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append(lineEnd);
        return Cp932.Encode(text.ToString());
    }
}
