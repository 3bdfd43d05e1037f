using KantanSim.Tests.Browser;
using KantanSim.Tests.Check.Proof;
using KantanSim.Tests.Check.Running;
using KantanSim.Tests.Clocks;
using KantanSim.Tests.Container;
using KantanSim.Tests.Crashes;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages.Npm;
using KantanSim.Tests.Startup;
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
    static readonly Type[] Longest =
    [
        typeof(ImageTests), typeof(NpmPackageTests), typeof(EveryPageBrowserTests), typeof(DemoShopCheckTests),
        typeof(PlantedBugCheckTests), typeof(FiftyShopsTests), typeof(GoodShopCheckTests), typeof(DamageTests),
        typeof(CrashTests), typeof(PlainShopCheckTests), typeof(StopTests),
    ];

    static readonly string[] Order = [.. Longest.Select(type => type.FullName!), "KantanSim.Tests.Browser."];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection))];

    static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(Order, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Order.Length : place;
    }
}
