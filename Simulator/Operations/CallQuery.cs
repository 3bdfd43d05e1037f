namespace KantanSim.Operations;

/// <summary>The filters of the list of calls as text, by their names in a URL. An empty value counts as absent.</summary>
internal sealed record CallQuery(IReadOnlyDictionary<string, string> Values)
{
    public const string Text = "q";
    public const string Api = "api";
    public const string ShopId = "shopId";
    public const string OrderId = "orderId";
    public const string AccessId = "accessId";
    public const string Outcome = "outcome";
    public const string Code = "code";
    public const string From = "from";
    public const string To = "to";

    /// <summary>All names, in the order in which pages show them.</summary>
    public static readonly IReadOnlyList<string> Names = [Text, Api, ShopId, OrderId, AccessId, Outcome, Code, From, To];

    /// <param name="value">The value of a parameter; null or empty when it is absent.</param>
    public static CallQuery Read(Func<string, string?> value) =>
        new(Names.ToDictionary(name => name, name => value(name)?.Trim() ?? ""));

    public string this[string name] => Values[name];

    /// <summary>The filters that are set.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filters =>
        from name in Names where this[name].Length > 0 select KeyValuePair.Create(name, this[name]);

    public CallQuery Without(string name) => Read(other => other == name ? "" : this[other]);
}
