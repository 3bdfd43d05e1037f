using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>How a notification or the browser's return is sent otherwise, as the second half of a sentence.</summary>
internal static class SendPhrase
{
    public static LocalText Of(DeliveryOptions options)
    {
        List<LocalText> parts = [.. Repetition(options), .. Changes(options)];
        if (parts.Count == 0) return new("sent as usual", "通常どおり送る");
        return new(
            $"sent {string.Join(", ", parts.Select(part => part.En))}",
            $"{string.Join("、", parts.Select(part => part.Ja))}送る");
    }

    static IEnumerable<LocalText> Repetition(DeliveryOptions options)
    {
        var times = options.Times.ToString(CultureInfo.InvariantCulture);
        if (options.Times > 1)
            yield return options.Together ? new($"{times} times at once", $"同時に{times}回") : new($"{times} times", $"{times}回");
        if (options.ResendAfter is not { } again) yield break;
        var later = DurationWords.Of(again);
        yield return new($"once more {later.En} after the shop has accepted it", $"受領から{later.Ja}後にもう一度");
    }

    static IEnumerable<LocalText> Changes(DeliveryOptions options)
    {
        if (options.ConnectivityTest) yield return new("after a connectivity test (E00000000)", "先に疎通確認（E00000000）を行って");
        foreach (var (name, value) in options.Fields ?? ImmutableSortedDictionary<string, string>.Empty)
            yield return value.Length == 0 ? new($"without {name}", $"{name} を省いて") : new($"with {name}={value}", $"{name}={value} に変えて");
    }
}
