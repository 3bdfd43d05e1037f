using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Scenarios.Engine;

/// <summary>
/// The uses of random durations in an order. Each has random numbers of its own:
/// <see cref="ScenarioEngine.CreateRandom(HookContext, int)"/>.
/// </summary>
internal static class RandomUse
{
    /// <summary>The delay of the browser's return.</summary>
    public const string Return = "returning";

    /// <summary>The delay of a call, or of its answer.</summary>
    public static string OfCall(Hook hook, string api) => $"{hook.Name} {api}";

    /// <summary>The delay of a notification.</summary>
    /// <param name="index">The number of the notification in its transaction, from 1.</param>
    /// <param name="tries">The steps of the retry plan that were made before.</param>
    public static string OfNotification(int index, int tries) => string.Create(CultureInfo.InvariantCulture, $"notifying {index} {tries}");

    /// <summary>The time after which a notification that was received is sent again.</summary>
    /// <param name="index">The number of the notification in its transaction, from 1.</param>
    public static string OfRepeat(int index) => string.Create(CultureInfo.InvariantCulture, $"again {index}");
}
