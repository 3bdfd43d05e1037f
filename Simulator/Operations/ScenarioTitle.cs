using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>What a saved scenario is called.</summary>
/// <param name="Name">The name of the file, without extension; empty: made of the order's ID.</param>
/// <param name="Description">What a good merchant does; empty: a sentence about the run.</param>
internal sealed record ScenarioTitle(string Name = "", string Description = "")
{
    /// <summary>In characters.</summary>
    public const int MaxDescription = 500;

    /// <summary>What a scenario can be called, in Japanese.</summary>
    public static readonly string AllowedNameJa =
        $"英小文字・数字・途中のハイフンで{ScenarioReader.MaxNameLength}文字以内（例：lost-answer-1）";

    /// <exception cref="ProblemException">400: the name is no name of a scenario or reserved, or the description is too long.</exception>
    public static ScenarioTitle Read(string? name, string? description)
    {
        List<FieldError> errors = [];
        var title = Parse(name, description, errors);
        return errors.Count == 0 ? title : throw ProblemException.BadRequest(errors);
    }

    /// <param name="errors">Gets an error for each of both that is wrong.</param>
    public static ScenarioTitle Parse(string? name, string? description, List<FieldError> errors)
    {
        var title = new ScenarioTitle(name?.Trim() ?? "", description?.Trim() ?? "");
        if (title.Name.Length > 0 && !ScenarioReader.IsName(title.Name)) errors.Add(WrongName(title.Name));
        if (ReservedNames.All.Contains(title.Name)) errors.Add(ReservedNames.Refuse(title.Name));
        var isOneLine = title.Description.Length <= MaxDescription && !title.Description.Any(char.IsControl);
        if (!isOneLine) errors.Add(WrongDescription(title.Description));
        return title;
    }

    static FieldError WrongName(string name) => new(
        "name", name, $"up to {ScenarioReader.MaxNameLength} lower-case letters, digits and inner hyphens, such as lost-answer-1")
    {
        AllowedJa = AllowedNameJa,
    };

    static FieldError WrongDescription(string description) => new(
        "description", description, $"up to {MaxDescription} characters in one line")
    {
        AllowedJa = $"1行で{MaxDescription}文字以内",
    };
}
