using System.Text;

namespace KantanSim.Storage.Transfer;

/// <summary>The commands <c>export FILE</c> and <c>import FILE</c>, on a data folder that no server has.</summary>
internal static class DataTransfer
{
    /// <returns>How many documents could not be read, because their pages are damaged.</returns>
    /// <exception cref="IOException">The folder has no database, a server has it, or the file cannot be written.</exception>
    public static int Export(string folder, string file, bool withSecrets)
    {
        if (!DatabaseBuilder.Exists(folder)) throw new IOException($"{folder} has no database of this version; a start of the server migrates an older one");
        using var held = Hold(folder);
        using var files = new DatabaseFiles(folder);
        using var database = new Database(files);
        // Written beside, so that a failure leaves no half file under the name.
        var unfinished = file + ".new";
        int lost;
        using (var to = new StreamWriter(DataFolder.Open(unfinished, FileMode.Create, FileAccess.Write, FileShare.None), new UTF8Encoding(false), 1 << 16))
        {
            to.NewLine = "\n";
            lost = new Exporter(database, to, withSecrets).Run();
        }
        File.Move(unfinished, file, overwrite: true);
        return lost;
    }

    /// <returns>How many lines were read.</returns>
    /// <exception cref="IOException">The folder has a database, a server has it, or the file cannot be read.</exception>
    /// <exception cref="FormatException">The file is no export; nothing was imported.</exception>
    public static int Import(string folder, string file)
    {
        using var from = new StreamReader(file, new UTF8Encoding(false));
        DataFolder.Create(folder);
        using var held = Hold(folder);
        if (Directory.EnumerateFiles(folder, "kantansim.*").Any(one => Path.GetFileName(one) != "kantansim.lock"))
            throw new IOException($"{folder} has a database already; name an empty folder");
        var lines = 0;
        DatabaseBuilder.Build(folder, target => lines = new Importer(target).Run(from));
        return lines;
    }

    static FileStream Hold(string folder)
    {
        try { return FolderLock.Take(folder); }
        catch (IOException reason) { throw new IOException($"{folder} is in use by another KantanSim; stop it first", reason); }
    }
}
