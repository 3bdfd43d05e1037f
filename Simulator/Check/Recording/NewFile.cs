using KantanSim.Commands;

namespace KantanSim.Check.Recording;

/// <summary>Writes a file that did not exist before.</summary>
internal static class NewFile
{
    /// <exception cref="CommandException">The file exists, or its folder does not.</exception>
    public static void Check(string file)
    {
        if (Path.Exists(file))
            throw CommandException.WrongUse($"{file} exists already and is not overwritten. Name another one with --file.");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw CommandException.WrongUse($"The folder of {file} does not exist.");
    }

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="CommandException">It cannot be written, or was written by someone else meanwhile.</exception>
    public static void Write(string file, string text)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $".{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUse($"Cannot write {file}: {fault.Message}");
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
