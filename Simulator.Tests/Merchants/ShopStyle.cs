namespace KantanSim.Tests.Merchants;

/// <summary>How a shop works. Every style is right. They differ in what makes them search, when they capture and how they answer.</summary>
/// <param name="Name">As it stands in the name of a test.</param>
/// <param name="SearchInterval">Time between searches for an order that stays open, so that no order depends on a message.</param>
internal sealed record ShopStyle(string Name, TimeSpan SearchInterval)
{
    /// <summary><c>AUTH</c>: captured when the goods are shipped. <c>CAPTURE</c>: captured by the payment.</summary>
    public string JobCd { get; init; } = "AUTH";

    /// <summary>Whether a result notification makes the shop search; otherwise it is recorded only.</summary>
    public bool SearchesOnNotification { get; init; }

    /// <summary>Whether the browser's return makes the shop search; otherwise it is recorded only.</summary>
    public bool SearchesOnReturn { get; init; }

    /// <summary>Whether orders are shipped at 02:00 in Japan, and not when the owner presses the button.</summary>
    public bool ShipsAtNight { get; init; }

    /// <summary>Whether a notification is stored unread, answered, and read by a job.</summary>
    public bool QueuesNotifications { get; init; }

    /// <summary>What the shop learns results from, in the words of <c>kantansim-check.yaml</c>: rare searches do not count.</summary>
    public IEnumerable<string> Results
    {
        get
        {
            if (SearchesOnNotification) yield return "notification";
            if (SearchesOnReturn) yield return "return";
            if (SearchInterval <= LongestSearchInterval) yield return "search";
        }
    }

    static readonly TimeSpan LongestSearchInterval = TimeSpan.FromHours(1);

    // The last try of a notification comes after five hours: then the shop searches once, without having been told.
    static readonly ShopStyle NotificationOnly = new("notification only", TimeSpan.FromHours(6)) { SearchesOnNotification = true };

    static readonly ShopStyle PollingOnly = new("search polling only", TimeSpan.FromMinutes(5));

    static readonly ShopStyle ReturnAndSearch = new("return plus search", TimeSpan.FromHours(1)) { SearchesOnReturn = true };

    static readonly ShopStyle Everything = new("everything", TimeSpan.FromMinutes(15))
    {
        SearchesOnNotification = true,
        SearchesOnReturn = true,
    };

    public static IReadOnlyList<ShopStyle> All { get; } =
    [
        NotificationOnly,
        PollingOnly,
        ReturnAndSearch,
        Everything with { Name = "capture at once", JobCd = "CAPTURE" },
        Everything with { Name = "nightly batch", ShipsAtNight = true },
        Everything with { Name = "queued notifications", QueuesNotifications = true },
    ];

    /// <exception cref="InvalidOperationException">There is no style of this name.</exception>
    public static ShopStyle Named(string name) => All.Single(style => style.Name == name);
}
