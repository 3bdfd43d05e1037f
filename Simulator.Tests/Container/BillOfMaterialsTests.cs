using System.Text.RegularExpressions;
using System.Xml.Linq;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>
/// The bill of materials lists the front-end library. Its NuGet packages are compared to those of the published program by
/// <c>.ci/image</c>.
/// </summary>
public sealed partial class BillOfMaterialsTests
{
    static readonly XNamespace CycloneDx = "http://cyclonedx.org/schema/bom/1.6";

    [Fact]
    public void The_front_end_library_has_the_version_that_the_vendor_script_fetches()
    {
        var package = Package().Match(File.ReadAllText(Path.Combine(Repository.Root, ".ci", "vendor"))).Groups[1].Value;
        var library = XDocument.Load(Path.Combine(Repository.Root, "Simulator", "KantanSim.cdx.xml"))
            .Descendants(CycloneDx + "component")
            .Single(component => (string?)component.Attribute("type") == "library");
        Assert.Equal(package, $"{(string?)library.Element(CycloneDx + "name")}@{(string?)library.Element(CycloneDx + "version")}");
        Assert.Equal($"pkg:npm/{package}", (string?)library.Element(CycloneDx + "purl"));
        Assert.Equal($"pkg:npm/{package}", (string?)library.Attribute("bom-ref"));
    }

    [GeneratedRegex("(?m)^package=(.+)$")]
    private static partial Regex Package();
}
