using System.Xml;

namespace KantanSim.Client;

internal static class Durations
{
    /// <summary>A duration as ISO 8601, such as <c>PT1H</c>.</summary>
    public static string Format(TimeSpan duration) => XmlConvert.ToString(duration);
}
