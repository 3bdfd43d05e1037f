using System.Text;

namespace KantanSim.Wire;

/// <summary>The gateway's daily files: CP932, every value in quotation marks, CRLF.</summary>
internal static class Csv
{
    public static byte[] Write(IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
        return Cp932.Encode(text.ToString());
    }
}
