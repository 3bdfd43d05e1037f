using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>What the demo shop is given from outside, because no call of the protocol tells it.</summary>
/// <param name="Account">The shop's contract with the gateway; null: it makes one of its own.</param>
/// <param name="Scenarios">The scenarios that a tester may choose.</param>
/// <param name="DailyFile">The gateway's file of a shop's monthly charges of a day, which it leaves at a place of its own.</param>
internal sealed record OutOfBandSources(Shop? Account, Func<IEnumerable<ScenarioOption>> Scenarios, Func<string, DateOnly, Task<byte[]>> DailyFile);

/// <summary>A scenario by its name, its folder and what happens in it.</summary>
internal sealed record ScenarioOption(string Name, string Folder, string En, string Ja);
