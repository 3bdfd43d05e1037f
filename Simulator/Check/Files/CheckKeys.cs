namespace KantanSim.Check.Files;

/// <summary>The keys and words of <c>kantansim-check.yaml</c>, for its reader and its JSON Schema.</summary>
internal static class CheckKeys
{
    public const string Http = "http";
    public const string Command = "command";
    public const string Browser = "browser";
    public const string Keep = "keep";
    public const string TimeLimit = "timeout";

    public static readonly IReadOnlyList<string> Root =
        ["gateway", "shop", "place", "read", "act", "hooks", "recurring", "style", "patience"];

    public static readonly IReadOnlyList<string> Required = ["shop", "place", "read"];

    public static readonly IReadOnlyList<string> Account = ["id", "pass", "create", "notifyUrl"];

    /// <summary>The forms of a step; it has exactly one of them.</summary>
    public static readonly IReadOnlyList<string> Forms = [Http, Command, Browser];

    public static readonly IReadOnlyList<string> Step = [.. Forms, TimeLimit, Keep];

    /// <summary>The methods of a request; their values are its URL.</summary>
    public static readonly IReadOnlyList<string> Methods = ["get", "post", "put", "patch", "delete"];

    public static readonly IReadOnlyList<string> Request = [.. Methods, "json", "form", "headers", Keep];

    public static readonly IReadOnlyList<string> BrowserLines = ["open", "fill", "press", "follow"];

    public static readonly IReadOnlyList<string> Read = [Http, Command, TimeLimit, "state", "means", "shipped", "amount"];

    /// <summary>What an order can be: the names of <see cref="OrderState"/>, without <see cref="OrderState.None"/>.</summary>
    public static readonly IReadOnlyList<string> States = ["paid", "shipped", "failed", "open"];

    public static readonly IReadOnlyList<string> Recurring = ["place", "read", "act"];

    public static readonly IReadOnlyList<string> RecurringActs = ActNames.OfSubscriptions;

    public static readonly IReadOnlyList<string> Style = ["capture", "result"];

    /// <summary>The words of <see cref="CaptureStyle"/>.</summary>
    public static readonly IReadOnlyList<string> Captures = ["onShip", "atOnce"];

    /// <summary>The words of <see cref="ResultPath"/>.</summary>
    public static readonly IReadOnlyList<string> Results = ["notification", "return", "search"];
}
