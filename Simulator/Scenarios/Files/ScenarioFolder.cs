using System.Text;

namespace KantanSim.Scenarios.Files;

/// <summary>Saves new scenario files. An existing file is never changed.</summary>
internal static class ScenarioFolder
{
    /// <summary>
    /// Saves <c>NAME.yaml</c> into the folder of a library. The file appears with its whole content or not at all.
    /// </summary>
    /// <param name="library">A scenario of it, or a broken file of its folder, may have the name already.</param>
    /// <param name="name">The scenario's name.</param>
    /// <param name="yaml">A file that <see cref="ScenarioFile.Parse"/> accepts under this name.</param>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public static ScenarioSaving Save(ScenarioLibrary library, string name, string yaml)
    {
        if (library.Find(name) is not null) return new(ScenarioSavingOutcome.NameInUse);
        var path = Path.Combine(library.Folder, $"{name}.yaml");
        var part = Path.Combine(library.Folder, $".{name}.{Path.GetRandomFileName()}.part");
        try
        {
            // A file that was saved at the same moment is not replaced: a move without overwriting fails then.
            Write(part, yaml);
            return Move(part, path);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException || IsReadOnly(fault))
        {
            return new(ScenarioSavingOutcome.NotWritable, Reason: fault.Message);
        }
    }

    static ScenarioSaving Move(string part, string path)
    {
        try
        {
            if (File.Exists(path)) return new(ScenarioSavingOutcome.NameInUse);
            File.Move(part, path, overwrite: false);
            return new(ScenarioSavingOutcome.Saved, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return new(ScenarioSavingOutcome.NameInUse);
        }
        finally
        {
            File.Delete(part);
        }
    }

    static void Write(string path, string text)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
        file.Flush(flushToDisk: true);
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
