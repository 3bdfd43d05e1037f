using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>The ids of severities, in the API, options, URLs, style sheets and reports: <c>error</c>, <c>warning</c> and so on.</summary>
internal static class SeverityId
{
    /// <summary>All ids, most serious first.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<Severity>().Select(severity => severity.Id())];

    /// <summary>The id of a severity.</summary>
    public static string Id(this Severity severity) => $"{severity}".ToLowerInvariant();

    /// <summary>The severity with an id in any case; null for none.</summary>
    public static Severity? Parse(string? id) =>
        Enum.GetValues<Severity>().Cast<Severity?>()
            .FirstOrDefault(severity => severity!.Value.Id().Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name for people, in both languages.</summary>
    public static Note Name(this Severity severity) => severity switch
    {
        Severity.Error => new("Error", "エラー"),
        Severity.Warning => new("Warning", "警告"),
        Severity.Review => new("Review", "要検討"),
        Severity.Hint => new("Hint", "ヒント"),
        _ => throw new InvalidOperationException($"The severity {severity} has no name."),
    };
}
