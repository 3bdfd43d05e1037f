using KantanSim.Wire;

namespace KantanSim.Advice.Rules;

/// <summary>Times in sentences: in Japan, with the date only when it is not today.</summary>
internal static class JstTime
{
    public static string Of(DateTimeOffset time, DateTimeOffset now) =>
        Jst.Format(time, Jst.DateOf(time) == Jst.DateOf(now) ? "HH:mm" : "yyyy-MM-dd HH:mm");
}
