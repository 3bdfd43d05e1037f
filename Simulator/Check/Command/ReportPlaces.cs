using KantanSim.Commands;

namespace KantanSim.Check.Command;

/// <summary>Where the reports of a run are written.</summary>
internal static class ReportPlaces
{
    /// <summary>Before the run: no report may replace another file of the run, and each can be written.</summary>
    /// <exception cref="CommandException">One cannot be written, or would replace a file that the run needs.</exception>
    public static void Check(CheckRunRequest request)
    {
        (string Name, string? File)[] given =
            [("--file", request.File), ("--baseline", request.Baseline), ("--junit", request.JUnit), ("--html", request.Html)];
        var files = given.Where(one => one.File is not null).Select(one => (one.Name, File: one.File!)).ToList();
        foreach (var same in files.GroupBy(one => Place(one.File), StringComparer.Ordinal).Where(same => same.Count() > 1))
            if (same.Any(one => IsReport(one.Name)) && !same.Key.StartsWith("/dev/", StringComparison.Ordinal))
                throw Same([.. same]);
        foreach (var report in files.Where(one => IsReport(one.Name))) ReportFile.Try(report.File);
    }

    static bool IsReport(string name) => name is "--junit" or "--html";

    static CommandException Same(IReadOnlyList<(string Name, string File)> files) => CommandException.WrongUse(
        $"{string.Join(" and ", files.Select(one => one.Name))} are the same file: {files[^1].File}. "
        + "A report would replace the other one.");

    static string Place(string file)
    {
        try
        {
            var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(file));
            return new FileInfo(whole).LinkTarget is null ? whole : File.ResolveLinkTarget(whole, returnFinalTarget: true)!.FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.WrongUse($"Cannot use {file}: {fault.Message}");
        }
    }
}
