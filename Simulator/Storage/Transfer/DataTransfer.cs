using System.Text;

namespace KantanSim.Storage.Transfer;

/// <summary>The commands <c>export FILE</c> and <c>import FILE</c>, for a data folder that no server uses.</summary>
internal static class DataTransfer
{
    const int BufferBytes = 1 << 16;

    /// <returns>The number of documents that could not be read because their pages are damaged.</returns>
    /// <exception cref="IOException">The folder has no database, a server uses it, or the file cannot be written.</exception>
    public static int Export(string folder, string file, bool withSecrets)
    {
        if (!DatabaseBuilder.Exists(folder))
            throw new IOException($"{folder} has no database of this version. "
                + "If it has one of an older version, start the server once to migrate it");
        using var folderLock = Lock(folder);
        using var files = new DatabaseFiles(folder);
        using var database = new Database(files);
        // Renamed at the end, so that a failure leaves no incomplete file under the final name.
        var temporary = file + ".new";
        int lost;
        using (var stream = DataFolder.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        using (var output = new StreamWriter(stream, new UTF8Encoding(false), BufferBytes))
        {
            output.NewLine = "\n";
            lost = new Exporter(database, output, withSecrets).Run();
        }
        File.Move(temporary, file, overwrite: true);
        return lost;
    }

    /// <returns>The number of lines read.</returns>
    /// <exception cref="IOException">The folder has a database, a server uses it, or the file cannot be read.</exception>
    /// <exception cref="FormatException">The file is not an export. Nothing was imported.</exception>
    public static int Import(string folder, string file)
    {
        using var input = new StreamReader(file, new UTF8Encoding(false));
        DataFolder.Create(folder);
        using var folderLock = Lock(folder);
        if (Directory.EnumerateFiles(folder, "kantansim.*").Any(one => Path.GetFileName(one) != "kantansim.lock"))
            throw new IOException($"{folder} already has a database. Choose an empty folder");
        var lines = 0;
        DatabaseBuilder.Build(folder, target => lines = new Importer(target).Run(input));
        return lines;
    }

    static FileStream Lock(string folder)
    {
        try { return FolderLock.Take(folder); }
        catch (IOException reason) { throw new IOException($"{folder} is in use by another KantanSim. Stop it first", reason); }
    }
}
