using System.Runtime.Versioning;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Storage;

/// <summary>Other users of the machine cannot read the files in the data folder, whatever the umask is.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;
    const UnixFileMode WideFolder = (UnixFileMode)0b111_101_101;
    const string NoUmask = "umask 0";

    static readonly string[] Names =
    [
        "admin-token", "kantansim-ca.key", "kantansim-ca.pem", "kantansim-tls.key", "kantansim-tls.pem",
        "kantansim.data", "kantansim.lock", "kantansim.wal",
    ];

    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("kantansim-files-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Created_files_and_folders_are_for_their_owner_only()
    {
        var data = Path.Combine(root.FullName, "parent", "data");
        await Run(data);
        Assert.Equal(Names.Select(name => $"{name} 600"), Modes(data));
        Assert.Equal(["parent 700"], Modes(root.FullName));
        Assert.Equal(["data 700"], Modes(Path.Combine(root.FullName, "parent")));
    }

    [Fact]
    public async Task A_start_restricts_existing_files_and_keeps_the_mode_of_the_folder()
    {
        File.SetUnixFileMode(root.FullName, WideFolder);
        foreach (var name in Names) Create(name, Everybody);
        Create("notes.txt", Everybody);
        await Run(root.FullName, "--KantanSim:Tls=false", "--KantanSim:AdminToken=s3cret");
        Assert.Equal([.. Names.Select(name => $"{name} 600"), "notes.txt 666"], Modes(root.FullName));
        Assert.Equal(WideFolder, File.GetUnixFileMode(root.FullName));
    }

    [Fact]
    public async Task A_start_warns_of_a_file_whose_mode_cannot_be_changed()
    {
        // Not even root can change this file's mode.
        File.CreateSymbolicLink(Path.Combine(root.FullName, "kantansim-linked"), "/proc/self/status");
        var output = await Run(root.FullName);
        Assert.Contains(output, line => line.Contains("Other users can read kantansim-linked", StringComparison.Ordinal));
    }

    static async Task<string[]> Run(string data, params string[] more)
    {
        string[] settings =
        [
            $"--KantanSim:Data={data}", "--KantanSim:Tls=true", "--KantanSim:TlsPort=0",
            .. SimulatorProcess.Notifying("http://127.0.0.1:9"),
            .. more,
        ];
        string[] listen = ["--urls=http://127.0.0.1:0;http://0.0.0.0:0"];
        using var program = await SimulatorProcess.Begin(settings, shell: NoUmask, listen: listen).Ready();
        await program.Executes("FILES-1");
        program.Terminate();
        Assert.Equal(0, await program.WaitForExit());
        return program.Said;
    }

    void Create(string name, UnixFileMode mode)
    {
        var path = Path.Combine(root.FullName, name);
        File.Create(path).Dispose();
        File.SetUnixFileMode(path, mode);
    }

    static IEnumerable<string> Modes(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos()
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .Select(entry => $"{entry.Name} {Convert.ToString((int)entry.UnixFileMode, 8)}");
}
