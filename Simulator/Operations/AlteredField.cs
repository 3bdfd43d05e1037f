namespace KantanSim.Operations;

/// <summary>A field of a message that the scenario changed before it was sent.</summary>
/// <param name="Old">The gateway's own value; null for a field that the scenario added.</param>
/// <param name="New">The value that was sent; null for a field that the scenario removed.</param>
internal sealed record AlteredField(string Name, string? Old, string? New)
{
    /// <summary>The old and the new value, with an arrow between; a dash for none.</summary>
    public string OldAndNew => $"{Old ?? "–"} → {New ?? "–"}";

    /// <returns>Empty when both have the same fields.</returns>
    public static IReadOnlyList<AlteredField> Between(
        IEnumerable<KeyValuePair<string, string>> own, IEnumerable<KeyValuePair<string, string>> sent)
    {
        var before = Last(own);
        var after = Last(sent);
        return
        [
            .. from name in before.Keys.Union(after.Keys)
               let field = new AlteredField(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name))
               where field.Old != field.New
               select field,
        ];
    }

    static Dictionary<string, string> Last(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var last = new Dictionary<string, string>();
        foreach (var (name, value) in fields) last[name] = value;
        return last;
    }
}
