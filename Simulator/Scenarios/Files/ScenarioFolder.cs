using KantanSim.Configuration;

namespace KantanSim.Scenarios.Files;

/// <summary>Saves new scenario files. An existing file is never changed.</summary>
internal static class ScenarioFolder
{
    /// <summary>
    /// Saves <c>NAME.yaml</c> into the folder of a library. The file appears with its whole content or not at all.
    /// </summary>
    /// <param name="library">A scenario of it, or a broken file of its folder, may have the name already. A draft does not count.</param>
    /// <param name="name">The scenario's name.</param>
    /// <param name="yaml">A file that <see cref="ScenarioFile.Parse"/> accepts under this name.</param>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public static ScenarioSaving Save(ScenarioLibrary library, string name, string yaml)
    {
        if (library.WithoutDrafts.Find(name) is not null) return new(ScenarioSavingOutcome.NameInUse);
        var path = Path.Combine(library.Folder, $"{name}.yaml");
        try
        {
            return WholeFile.Create(path, yaml) ? new(ScenarioSavingOutcome.Saved, path) : new(ScenarioSavingOutcome.NameInUse);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException || IsReadOnly(fault))
        {
            return new(ScenarioSavingOutcome.NotWritable, Reason: fault.Message);
        }
    }

    // Linux: EROFS; Windows: the medium is write-protected.
    static bool IsReadOnly(Exception fault) => fault is IOException && (fault.HResult & 0xFFFF) is 30 or 19;
}

/// <summary>How the saving of a scenario ended.</summary>
internal enum ScenarioSavingOutcome
{
    Saved,

    /// <summary>A scenario or a file has the name already.</summary>
    NameInUse,

    /// <summary>The folder is missing, read-only or belongs to somebody else.</summary>
    NotWritable,
}

/// <param name="Path">Of the saved file; null when it was not saved.</param>
/// <param name="Reason">The system's message when the folder is not writable.</param>
internal sealed record ScenarioSaving(ScenarioSavingOutcome Outcome, string? Path = null, string? Reason = null);
