using KantanSim.Tests.Clocks;
using KantanSim.Tests.Container;
using KantanSim.Tests.Crashes;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages.Npm;
using KantanSim.Tests.Storage;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace KantanSim.Tests.Infrastructure;

/// <summary>
/// Starts the classes that take longest first, then those with a browser. Begun last, one of them would run alone at the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] Order =
    [
        .. ((Type[])[typeof(ImageTests), typeof(NpmPackageTests), typeof(FiftyShopsTests), typeof(DamageTests), typeof(CrashTests)])
            .Select(type => type.FullName!),
        "KantanSim.Tests.Browser.",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection))];

    static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(Order, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Order.Length : place;
    }
}
