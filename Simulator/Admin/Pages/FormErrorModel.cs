using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>What is wrong with a form, as its page tells it: the field, what stands there, what is allowed.</summary>
internal static class FormErrorModel
{
    public static List<Dictionary<string, object?>> Of(Problem? problem) => problem switch
    {
        null => [],
        { Errors: { Count: > 0 } faults } => [.. faults.Select(fault => Line(fault.Field, fault.Value, fault.Allowed, fault.AllowedJa))],
        _ => [Line("", null, problem.Detail, problem.DetailJa)],
    };

    /// <summary>The names of the fields that are marked.</summary>
    public static List<string> Fields(Problem? problem) => [.. (problem?.Errors ?? []).Select(fault => fault.Field)];

    static Dictionary<string, object?> Line(string field, string? value, string en, string ja) => new()
    {
        ["field"] = field,
        ["missing"] = value is null,
        ["value"] = value ?? "",
        ["en"] = en,
        ["ja"] = ja,
    };
}
