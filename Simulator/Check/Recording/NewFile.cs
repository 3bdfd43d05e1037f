using KantanSim.Commands;
using KantanSim.Configuration;

namespace KantanSim.Check.Recording;

/// <summary>Writes a file that did not exist before.</summary>
internal static class NewFile
{
    /// <exception cref="CommandException">The file exists, or its folder does not.</exception>
    public static void Check(string file)
    {
        if (Path.Exists(file)) throw Exists(file);
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw CommandException.WrongUse($"The folder of {file} does not exist.");
    }

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="CommandException">It cannot be written, or was written by someone else meanwhile.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            if (!WholeFile.Create(file, text)) throw Exists(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUse($"Cannot write {file}: {fault.Message}");
        }
    }

    static CommandException Exists(string file) =>
        CommandException.WrongUse($"{file} exists already and is not overwritten. Name another one with --file.");
}
