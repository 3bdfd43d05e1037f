using System.Text;

namespace KantanSim.Configuration;

/// <summary>Writes files that did not exist before. A file appears with its whole content or not at all.</summary>
internal static class WholeFile
{
    static readonly Lock Moving = new();

    /// <summary>Writes a text as UTF-8.</summary>
    /// <inheritdoc cref="Create(string, Action{Stream})"/>
    public static bool Create(string path, string text) =>
        Create(path, file => file.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text)));

    /// <returns>False when the file exists, also when it was written by someone else meanwhile. It is not replaced.</returns>
    /// <exception cref="IOException">The folder is missing or cannot be written, or the disk is full or failing.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public static bool Create(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var part = Path.Combine(folder, $".{Path.GetFileNameWithoutExtension(path)}.{Path.GetRandomFileName()}.part");
        var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            return Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // On Linux a move without overwriting looks first and moves then: two threads could both succeed.
    static bool Move(string part, string path)
    {
        lock (Moving)
        {
            try
            {
                if (Path.Exists(path)) return false;
                File.Move(part, path, overwrite: false);
                return true;
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Another program has written it meanwhile.
                return false;
            }
        }
    }
}
