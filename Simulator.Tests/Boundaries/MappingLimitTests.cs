using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Boundaries;

/// <summary>Limits of mapping files and of the requests that they match: the last accepted value, and the first refused one.</summary>
public sealed class MappingLimitTests : IDisposable
{
    const string Mapping = """{ "Request": { "Path": "/mapped" }, "Response": { "StatusCode": STATUS, "Body": "mapped" } }""";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public void A_mapping_file_has_at_most_1048576_bytes(int length, bool isAccepted)
    {
        var file = Write("a.json", Mapping.Replace("STATUS", "200", StringComparison.Ordinal).PadRight(length));
        if (isAccepted) Assert.Single(MappingFile.Read(file, folder.FullName));
        else Assert.Throws<FormatException>(() => MappingFile.Read(file, folder.FullName));
    }

    [Theory]
    [InlineData(1_000, 1_000, 0)]
    [InlineData(1_001, 1_000, 1)]
    public void At_most_1000_files_are_read(int files, int read, int diagnostics)
    {
        for (var number = 0; number < files; number++) Write($"{number:0000}.json", "");
        var found = MappingFiles.In(folder.FullName);
        Assert.Equal((read, diagnostics), (found.Files.Count, found.Diagnostics.Count));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public void Folders_are_searched_to_the_eighth_level(int levels, int found)
    {
        Write(Path.Combine([.. Enumerable.Repeat("d", levels), "a.json"]), "{}");
        Assert.Equal(found, MappingFiles.In(folder.FullName).Files.Count);
    }

    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public void A_body_file_has_at_most_1048576_bytes(int length, bool isAccepted)
    {
        Write("body.txt", new string('x', length));
        var bodies = new ReadOnlyFileSystemHandler(folder.FullName);
        if (isAccepted) Assert.Equal(length, bodies.ReadResponseBodyAsFile("body.txt").Length);
        else Assert.Throws<FileNotFoundException>(() => bodies.ReadResponseBodyAsFile("body.txt"));
    }

    [Fact]
    public async Task A_request_body_of_at_most_1048576_bytes_is_matched()
    {
        Write("a.json", Mapping.Replace("STATUS", "200", StringComparison.Ordinal));
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={folder.FullName}");
        const string post = "POST /mapped HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        (string Request, int Status)[] rows =
        [
            ($"{post}Content-Length: 1048576\r\n\r\n{new string('x', 1_048_576)}", 200),
            ($"{post}Content-Length: 1048577\r\n\r\n", 413),
            // The web server counts the chunk headers, too.
            ($"{post}Transfer-Encoding: chunked\r\n\r\nfff00\r\n{new string('x', 0xfff00)}\r\n0\r\n\r\n", 200),
            ($"{post}Transfer-Encoding: chunked\r\n\r\n100001\r\n{new string('x', 1_048_577)}\r\n0\r\n\r\n", 413),
        ];
        foreach (var (request, status) in rows)
            Assert.StartsWith($"HTTP/1.1 {status} ", await RawHttp.Answer(simulated.Url, request), StringComparison.Ordinal);
    }

    // Another status is a fault of the mapping, answered with 500.
    [Theory]
    [InlineData(199, 500)]
    [InlineData(200, 200)]
    [InlineData(599, 599)]
    [InlineData(600, 500)]
    public async Task A_mapping_can_answer_with_a_status_from_200_to_599(int status, int answered)
    {
        Write("a.json", Mapping.Replace("STATUS", $"{status}", StringComparison.Ordinal));
        await using var simulated = await SimulatorFixture.Start(
            settings: [$"--KantanSim:Mappings={folder.FullName}", "--Logging:LogLevel:Default=None"]);
        using var answer = await simulated.Get("/mapped");
        Assert.Equal(answered, (int)answer.StatusCode);
    }

    FileInfo Write(string name, string text)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return file;
    }
}
