using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a form's errors: field, value and allowed values.</summary>
internal static class FormErrorModel
{
    public static List<Dictionary<string, object?>> Of(Problem? problem) => problem switch
    {
        null => [],
        { Errors: { Count: > 0 } errors } => Of(errors),
        _ => [Row("", null, problem.Detail, problem.DetailJa)],
    };

    public static List<Dictionary<string, object?>> Of(IEnumerable<FieldError> errors) =>
        [.. errors.Select(error => Row(error.Field, error.Value, error.Allowed, error.AllowedJa))];

    /// <summary>The names of the invalid fields, which the page marks.</summary>
    public static List<string> Fields(Problem? problem) => [.. (problem?.Errors ?? []).Select(error => error.Field)];

    static Dictionary<string, object?> Row(string field, string? value, string en, string ja) => new()
    {
        ["field"] = field,
        ["missing"] = value is null,
        ["value"] = value ?? "",
        ["en"] = en,
        ["ja"] = ja,
    };
}
