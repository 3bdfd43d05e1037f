using System.Collections.Immutable;

namespace KantanSim.Check.Files;

/// <summary>How a shop is driven: the content of <c>kantansim-check.yaml</c>.</summary>
internal sealed record CheckFile
{
    /// <summary>The file as it was named; its folder is the working folder of commands.</summary>
    public required string Path { get; init; }
    /// <summary>The URL of KantanSim, without a trailing slash.</summary>
    public required string Gateway { get; init; }
    public required ShopAccount Shop { get; init; }
    /// <summary>Places an order and requests its payment.</summary>
    public required ShopStep Place { get; init; }
    public required OrderReader Read { get; init; }
    /// <summary>What the shop can do, by <see cref="ActNames"/>.</summary>
    public ImmutableDictionary<string, ShopStep> Acts { get; init; } = [];
    /// <summary>What can be done to the shop, by <see cref="HookNames"/>.</summary>
    public ImmutableDictionary<string, ShopStep> Hooks { get; init; } = [];
    public StyleDeclaration Style { get; init; } = new();
    /// <summary>The real time that the shop has to settle after each step.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>How subscriptions are driven; null: the shop sells none.</summary>
    public RecurringDoor? Recurring { get; init; }
}

/// <summary>How a shop's subscriptions are driven.</summary>
/// <param name="Place">Signs up for a subscription.</param>
/// <param name="Acts">By <see cref="ActNames"/>.</param>
internal sealed record RecurringDoor(ShopStep Place, OrderReader Read, ImmutableDictionary<string, ShopStep> Acts);

/// <summary>The names of what a shop can do with an order.</summary>
internal static class ActNames
{
    /// <summary>Ships a paid order. A shop that captures on shipping captures here.</summary>
    public const string Ship = "ship";
    /// <summary>Cancels an order, and gives the money back when it is paid.</summary>
    public const string Cancel = "cancel";
    /// <summary>Changes the price of a paid order to <c>{{newAmount}}</c>.</summary>
    public const string Reprice = "reprice";
    /// <summary>Tries to pay an order again that is not paid. Without it a new order is placed.</summary>
    public const string Again = "again";
    /// <summary>Runs the background jobs of the shop that are due, and ends when they are done.</summary>
    public const string Jobs = "jobs";

    /// <summary>Cancels the charge of the month <c>{{month}}</c> of a subscription, yyyyMM.</summary>
    public const string CancelMonth = "cancelMonth";

    /// <summary>With an order.</summary>
    public static IReadOnlyList<string> OfOrders { get; } = [Ship, Cancel, Reprice, Again, Jobs];

    /// <summary>With a subscription.</summary>
    public static IReadOnlyList<string> OfSubscriptions { get; } = [Cancel, Reprice, CancelMonth, Jobs];

    public static IReadOnlyList<string> All { get; } = [.. OfOrders, CancelMonth];
}

/// <summary>The names of what can be done to a shop.</summary>
internal static class HookNames
{
    /// <summary>Ends the shop's process at once and starts it again.</summary>
    public const string Restart = "restart";
    /// <summary>Takes the shop's database away.</summary>
    public const string Break = "break";
    /// <summary>Brings the database back.</summary>
    public const string Mend = "mend";

    public static IReadOnlyList<string> All { get; } = [Restart, Break, Mend];
}

/// <summary>The shop's account at KantanSim.</summary>
internal abstract record ShopAccount
{
    ShopAccount() { }

    /// <summary>An account that exists: the cases run one after the other.</summary>
    public sealed record Existing(string Id, string Pass) : ShopAccount;

    /// <summary>An account for each case, created before it and deleted after it.</summary>
    /// <param name="NotifyUrl">A template: the notification URL of the account, such as
    /// <c>http://127.0.0.1:3000/notify?shop={{shopId}}</c>.</param>
    public sealed record Created(string NotifyUrl) : ShopAccount;
}

/// <summary>How a shop works, as far as cases depend on it.</summary>
/// <param name="Capture">When the shop takes the money.</param>
/// <param name="Results">What the shop learns results from.</param>
internal sealed record StyleDeclaration(CaptureStyle Capture, ImmutableArray<ResultPath> Results)
{
    public StyleDeclaration()
        : this(CaptureStyle.OnShip, [ResultPath.Notification, ResultPath.Return, ResultPath.Search]) { }
}

/// <summary><c>onShip</c>: with RecruitSales; <c>atOnce</c>: the payment is registered with CAPTURE.</summary>
internal enum CaptureStyle { OnShip, AtOnce }

/// <summary>What a shop learns the result of a payment from.</summary>
internal enum ResultPath { Notification, Return, Search }
