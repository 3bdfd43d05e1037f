using KantanSim.Tests.Kit;
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
        using var program = await RunningProgram.Start("--KantanSim:Data=:memory:", $"--KantanSim:Mappings={folder.FullName}");
        using var one = await program.Http.GetAsync(new Uri("/one", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(mapped ? 200 : 404, (int)one.StatusCode);
        using var other = await program.Http.PostAsync(new Uri("/payment/EntryTran.idPass", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Contains("E91099997", Cp932.Decode(await other.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(mapped, (await program.Loaded()).Contains("WireMock", StringComparison.Ordinal));
    }
}
