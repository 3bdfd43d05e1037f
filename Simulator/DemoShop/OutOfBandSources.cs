using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>What the demo shop gets from outside because no call of the protocol provides it.</summary>
/// <param name="Account">The configured shop's account at the gateway; null: the demo shop uses <see cref="DemoShopAccount"/>.</param>
/// <param name="Scenarios">The scenarios that a tester can choose.</param>
/// <param name="DailyFile">Reads the gateway's charge file by ShopID and day. A real gateway leaves it for download.</param>
internal sealed record OutOfBandSources(
    Shop? Account,
    Func<IEnumerable<ScenarioOption>> Scenarios,
    Func<string, DateOnly, Task<byte[]>> DailyFile);

/// <summary>A scenario's name, folder and title.</summary>
internal sealed record ScenarioOption(string Name, string Folder, string En, string Ja);
