using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Operations;

namespace KantanSim.Check.Reports;

/// <summary>The command that repeats cases.</summary>
/// <param name="file">The shop's file.</param>
internal sealed partial class RepeatCommand(string file, int seed)
{
    /// <param name="ids">Cases; none for all.</param>
    public string For(params IEnumerable<string> ids)
    {
        var words = ids.Prepend("kantansim check run");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', words)} --file {Quoted()} --seed {seed}");
    }

    string Quoted() => Plain().IsMatch(file) ? file : CurlCommand.Quote(file);

    [GeneratedRegex(@"\A[\w./:\\-]+\z")]
    private static partial Regex Plain();
}
