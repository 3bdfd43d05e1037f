using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;

namespace KantanSim.Scenarios.Files;

/// <summary>A fixed duration, or a range from which one is picked at random. Written as ISO 8601 durations such as PT5S.</summary>
internal readonly record struct DelayRange(TimeSpan From, TimeSpan To)
{
    /// <summary>The longest duration that is accepted.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(3_660);

    /// <summary>Whether the duration is picked at random.</summary>
    public bool IsRandom => From != To;

    public TimeSpan Pick(Random random) => From == To ? From : From + (To - From) * random.NextDouble();

    /// <summary>Parses an ISO 8601 duration from zero to <see cref="Max"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text) || text[0] is not 'P') return false;
        try { span = XmlConvert.ToTimeSpan(text); }
        catch (Exception exception) when (exception is FormatException or OverflowException) { return false; }
        return span >= TimeSpan.Zero && span <= Max;
    }

    public override string ToString()
    {
        var from = XmlConvert.ToString(From);
        return From == To ? from : string.Create(CultureInfo.InvariantCulture, $"{from} to {XmlConvert.ToString(To)}");
    }
}
