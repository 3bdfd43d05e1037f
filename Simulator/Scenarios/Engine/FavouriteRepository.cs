using System.Text.Json.Serialization;
using KantanSim.Storage;

namespace KantanSim.Scenarios.Engine;

/// <summary>A scenario that somebody wants first in lists.</summary>
internal sealed record Favourite(string Scenario);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Favourite))]
internal sealed partial class FavouriteJson : JsonSerializerContext;

/// <summary>The favourite scenarios, stored and shared by everybody. The scenario files are not changed.</summary>
internal sealed class FavouriteRepository(Store store)
{
    readonly Table<string, Favourite> rows = store.NamedTable<Favourite>("favourite_scenarios", FavouriteJson.Default);

    /// <summary>The names, also of scenarios whose file is removed or invalid now.</summary>
    public IReadOnlySet<string> All() => rows.All().Select(row => row.Scenario).ToHashSet(StringComparer.Ordinal);

    /// <summary>Adds or removes a scenario; what is so already stays.</summary>
    public Task Set(string scenario, bool isFavourite) => store.Write(writing =>
    {
        if (isFavourite) writing.Put(rows, scenario, new(scenario));
        else if (writing.Find(rows, scenario) is not null) writing.Delete(rows, scenario);
    });
}
