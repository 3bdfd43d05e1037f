using System.Text;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;

namespace KantanSim.Tests.Gateway;

/// <summary>Wrong paths where there are mapping files.</summary>
public sealed class WrongPathMappingTests(WrongPathMappingTests.Mapped mapped) : IClassFixture<WrongPathMappingTests.Mapped>
{
    [Fact]
    public async Task A_wrong_path_that_a_mapping_answers_has_no_hint()
    {
        using var answer = await mapped.Simulated.PostForm("/payment/EntryTranRecruit.json", "ShopPass=hush-pass");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(["answered by the mapping json.json"], Recorded("/payment/EntryTranRecruit.json").Notes.Select(note => note.En));
    }

    [Fact]
    public async Task A_wrong_path_that_no_mapping_fits_is_recorded_with_its_fields()
    {
        using var answer = await mapped.Simulated.PostForm("/payment/EntryTranRecruit.do", "OrderID=PATH-1");
        var call = Recorded("/payment/EntryTranRecruit.do");
        Assert.Contains("Did you mean", Assert.Single(call.Notes).En, StringComparison.Ordinal);
        Assert.Equal("PATH-1", call.Request["OrderID"]);
    }

    [Fact]
    public async Task A_body_that_is_too_long_to_try_mappings_with_is_recorded_as_refused()
    {
        var request = $"POST /payment/EntryTranRecruit HTTP/1.1\r\nHost: localhost\r\nContent-Length: {MappingEndpoint.MaxBodyBytes + 1}\r\n\r\n";
        using var client = await RawHttp.Send(mapped.Simulated.Url, Encoding.ASCII.GetBytes(request));
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await RawHttp.FirstLine(client));
        var call = Recorded("/payment/EntryTranRecruit");
        Assert.Equal(413, call.HttpStatus);
        Assert.Equal(["the body is larger than 1,048,576 bytes, the limit for mappings"], call.Notes.Select(note => note.En));
    }

    Exchange Recorded(string path) => Assert.Single(mapped.Simulated.GetService<ExchangeLog>().Newest(), call => call.Api == path);

    /// <summary>A simulator with one mapping.</summary>
    public sealed class Mapped : IAsyncLifetime
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

        internal SimulatorFixture Simulated { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            const string mapping = """{ "Request": { "Path": "/payment/EntryTranRecruit.json" }, "Response": { "Body": "{}" } }""";
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "json.json"), mapping);
            Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={folder.FullName}");
        }

        public async ValueTask DisposeAsync()
        {
            await Simulated.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }
}
