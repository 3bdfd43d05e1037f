using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of files that cannot be loaded: a box for each, with its faults and their lines.</summary>
internal static class BrokenFiles
{
    public static IEnumerable<Dictionary<string, object?>> Of(ScenarioLibrary library) =>
        library.Diagnostics.GroupBy(diagnostic => diagnostic.File).Select(file => new Dictionary<string, object?>
        {
            ["file"] = file.Key,
            ["last_good"] = LastGood(library, file.Key),
            ["faults"] = file.Select(fault => Model(fault, library.LineOf(fault))).ToList(),
        });

    /// <summary>The template model of one fault, with the line that it is in.</summary>
    public static Dictionary<string, object?> Model(Diagnostic fault, string line) => new()
    {
        ["at"] = string.Create(CultureInfo.InvariantCulture, $"{fault.File}:{fault.Line}:{fault.Column}"),
        ["line"] = string.Create(CultureInfo.InvariantCulture, $"{fault.Line}"),
        ["code"] = fault.Code,
        ["message"] = fault.Message,
        ["suggestion"] = fault.Suggestion ?? "",
        ["text"] = line,
        ["marker"] = line.Length == 0 ? "" : new string(' ', Math.Clamp(fault.Column - 1, 0, line.Length)) + "^",
    };

    // Payments that play it go on with the version that was read last; it cannot be selected until the file is corrected.
    static string LastGood(ScenarioLibrary library, string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return library.Find(name) is null && library.FindIncludingRemoved(name) is not null ? name : "";
    }
}
