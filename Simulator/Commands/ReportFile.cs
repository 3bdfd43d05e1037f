using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KantanSim.Commands;

/// <summary>Writes a report to a file.</summary>
internal static class ReportFile
{
    static readonly XmlWriterSettings Format = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };

    /// <summary>Writes or replaces a file atomically, and creates its folder.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Write(string file, XDocument document) => Write(file, stream =>
    {
        using var writer = XmlWriter.Create(stream, Format);
        document.Save(writer);
    });

    /// <inheritdoc cref="Write(string, XDocument)"/>
    /// <param name="text">Written in UTF-8.</param>
    public static void Write(string file, string text) => Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a file can be written: its folder exists or is created, and it is no folder itself. The file is not
    /// touched.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Try(string file) => Try(file, () =>
    {
        if (Directory.Exists(file) || Path.EndsInDirectorySeparator(file)) throw new IOException("it is a folder");
        if (IsLinkOrDevice(file)) return;
        var probe = TemporaryBeside(file);
        Save(probe, FileMode.CreateNew, _ => { });
        File.Delete(probe);
    });

    static void Write(string file, Action<Stream> content) => Try(file, () =>
    {
        // Renaming would put a plain file in place of a link or of a device such as /dev/stdout.
        if (IsLinkOrDevice(file)) Save(file, FileMode.Create, content);
        else Replace(file, content);
    });

    static void Try(string file, Action action)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.WrongUse($"Cannot write {file}: {fault.Message}");
        }
    }

    static bool IsLinkOrDevice(string file) =>
        new FileInfo(file).LinkTarget is not null || Path.GetFullPath(file).StartsWith("/dev/", StringComparison.Ordinal);

    static void Replace(string file, Action<Stream> content)
    {
        var temporary = TemporaryBeside(file);
        try
        {
            Save(temporary, FileMode.CreateNew, content);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // In the same folder, so that renaming is atomic, under a name that nobody else uses.
    static string TemporaryBeside(string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $".{Path.GetRandomFileName()}");

    static void Save(string file, FileMode mode, Action<Stream> content)
    {
        using var stream = new FileStream(file, mode, FileAccess.Write);
        content(stream);
    }
}
