using System.Diagnostics;
using KantanSim.Wire;

namespace KantanSim.Tests.Mappings;

/// <summary>Whoever has no mapping files does not pay for WireMock: the real program does not even load it.</summary>
public sealed class MappingAssembliesTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WireMock_is_loaded_when_there_is_a_mapping_file_and_not_before(bool mapped)
    {
        if (mapped) await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.json"), """{ "Request": { "Path": "/one" }, "Response": {} }""", TestContext.Current.CancellationToken);
        using var program = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "KantanSim.dll"), "--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:Mappings={folder.FullName}",
        ])
        { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory })!;
        var url = "";
        while (url.Length == 0 && await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("KantanSim listens on ", StringComparison.Ordinal)) url = line["KantanSim listens on ".Length..].Trim();
        try
        {
            using var http = new HttpClient { BaseAddress = new(url) };
            using var one = await http.GetAsync(new Uri("/one", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(mapped ? 200 : 404, (int)one.StatusCode);
            using var other = await http.PostAsync(new Uri("/payment/EntryTran.idPass", UriKind.Relative), null, TestContext.Current.CancellationToken);
            Assert.Contains("E91099997", Cp932.Decode(await other.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
            Assert.Equal(mapped, (await File.ReadAllTextAsync($"/proc/{program.Id}/maps", TestContext.Current.CancellationToken)).Contains("WireMock", StringComparison.Ordinal));
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
