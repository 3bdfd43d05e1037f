using System.IO.Compression;
using System.Xml.Linq;

namespace KantanSim.Tests.Packages;

/// <summary>What every package of the solution has inside.</summary>
public sealed class PackageContentTests
{
    [Fact]
    public async Task Packages_of_the_solution_are_these() => Assert.Equal(
        [
            "KantanSim", "KantanSim.Aspire.Hosting", "KantanSim.Client", "KantanSim.Testing", "KantanSim.Testing.Xunit",
            "Testcontainers.KantanSim",
        ],
        (await All()).Select(package => package.Id).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_package_has_a_readme_an_icon_a_licence_and_the_commit_that_it_was_made_from() =>
        Assert.All(await All(), package => Assert.Multiple(
            () => Assert.Superset(new HashSet<string> { "README.md", "icon.png" }, new HashSet<string>(package.Files)),
            () => Assert.Equal("MIT", package.Value("license")),
            () => Assert.NotEmpty(package.Value("description")),
            () => Assert.NotEmpty(package.Value("tags")),
            () => Assert.Matches("^[0-9a-f]{40}$", package.Element("repository").Attribute("commit")!.Value)));

    [Fact]
    public async Task Each_library_has_its_symbols_beside_it() =>
        Assert.All((await All()).Where(package => package.Id != "KantanSim"), package =>
            Assert.Contains($"lib/net10.0/{package.Id}.pdb", package.Symbols));

    [Fact]
    public async Task The_client_has_no_dependencies() =>
        Assert.Empty((await All()).Single(package => package.Id == "KantanSim.Client").Dependencies);

    [Fact]
    public async Task The_xunit_fixture_depends_on_the_server_and_on_xunit_alone() =>
        Assert.Equal(
            ["KantanSim.Testing", "xunit.v3.extensibility.core"],
            (await All()).Single(package => package.Id == "KantanSim.Testing.Xunit").Dependencies);

    static async Task<IReadOnlyList<Package>> All() =>
        [.. (await BuiltPackages.Folder).EnumerateFiles("*.nupkg").Select(Package.Read)];

    sealed record Package(XElement Metadata, IReadOnlySet<string> Files, IReadOnlySet<string> Symbols)
    {
        public string Id => Value("id");

        public IEnumerable<string> Dependencies => Metadata.Descendants().Where(one => one.Name.LocalName == "dependency")
            .Select(one => one.Attribute("id")!.Value);

        public string Value(string name) => Element(name).Value;

        public XElement Element(string name) => Metadata.Elements().Single(one => one.Name.LocalName == name);

        public static Package Read(FileInfo file)
        {
            using var package = ZipFile.OpenRead(file.FullName);
            using var specification = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var symbols = Path.ChangeExtension(file.FullName, ".snupkg");
            return new(
                XDocument.Load(specification).Root!.Elements().Single(one => one.Name.LocalName == "metadata"),
                Names(package),
                File.Exists(symbols) ? NamesOf(symbols) : new HashSet<string>());
        }

        static HashSet<string> NamesOf(string file)
        {
            using var archive = ZipFile.OpenRead(file);
            return Names(archive);
        }

        static HashSet<string> Names(ZipArchive archive) => [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
