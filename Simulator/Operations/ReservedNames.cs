namespace KantanSim.Operations;

/// <summary>Names that no new scenario gets: its page, or its answer of the control API, would be hidden.</summary>
internal static class ReservedNames
{
    /// <summary>The paths below <c>/scenarios</c> and <c>/api/scenarios</c>, in ordinal order.</summary>
    public static readonly IReadOnlyList<string> All = ["arm", "armed", "compose", "disarm", "favourite", "unfavourite"];

    /// <summary>The error of a field that has one of them.</summary>
    public static FieldError Refuse(string name) => new(
        "name", name, $"a name other than {string.Join(", ", All)}: these are paths of KantanSim")
    {
        AllowedJa = $"{string.Join("、", All)} 以外の名前（KantanSim のパスで使用中）",
    };
}
