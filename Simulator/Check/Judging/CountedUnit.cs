namespace KantanSim.Check.Judging;

/// <summary>What is counted, as words behind a number.</summary>
internal sealed record CountedUnit(string One, string Many, string Japanese)
{
    public static readonly CountedUnit Times = new("once", "times", "回");

    public static readonly CountedUnit Orders = new("1 order", "orders", "件");

    public static readonly CountedUnit Payments = new("1 payment", "payments", "件");

    /// <summary>Such as <c>once</c> or <c>2 times</c>.</summary>
    public string En(int count) => count == 1 ? One : $"{count} {Many}";

    public string Ja(int count) => $"{count}{Japanese}";

    public string Bounds(int from, int to)
    {
        if (from == to) return $"{from}";
        if (to == int.MaxValue) return $"at least {from}";
        return from == 0 ? $"at most {to}" : $"{from} to {to}";
    }

    public string BoundsJa(int from, int to)
    {
        if (from == to) return Ja(from);
        if (to == int.MaxValue) return $"{Ja(from)}以上";
        return from == 0 ? $"{Ja(to)}以下" : $"{from}～{Ja(to)}";
    }
}
