#pragma warning disable format // aligned tables
using KantanSim.Consumers;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>The wallet's answer to a browser: a page or a redirect.</summary>
/// <param name="Description">For the transcript of a scripted consumer.</param>
internal abstract record WalletPage(string Description)
{
    /// <param name="Error"><c>wrong</c> when the e-mail address and password do not match; otherwise empty.</param>
    internal sealed record SignIn(Transaction Transaction, string Error = "", string Email = "")
        : WalletPage(Error.Length == 0 ? "sign-in page" : "sign-in page: no such member and password");

    /// <param name="PointsChoice"><c>none</c>, <c>some</c> or <c>all</c>.</param>
    /// <param name="Error">
    /// The part of the choice that cannot be used: <c>points</c>, <c>coupon</c> or <c>card</c>; <c>declined</c> when the card was refused;
    /// otherwise empty.
    /// </param>
    /// <param name="PointsText">The points as the consumer entered them.</param>
    internal sealed record Confirm(
        Transaction Transaction, Member Member, PaymentChoice Choice, string PointsChoice, string Error = "", string PointsText = "")
        : WalletPage(Describe(Error));

    /// <param name="Transaction">Null when there is no such payment.</param>
    internal sealed record Notice(Transaction? Transaction, string Kind) : WalletPage($"notice: {Kind}");

    /// <summary>An invalid value of the testers' strip.</summary>
    internal sealed record InvalidInput(Transaction Transaction, string Name, string Value, string Allowed)
        : WalletPage($"notice: {Name} not accepted");

    /// <summary>Redirect to the visit's own page.</summary>
    internal sealed record RedirectToWallet(string VisitId) : WalletPage("redirect to the wallet");

    /// <summary>Redirect to the gateway, which returns the browser to the shop.</summary>
    internal sealed record RedirectToShop(string VisitId) : WalletPage("redirect back to the shop");

    static string Describe(string error) => error switch
    {
        ""         => "confirmation page",
        "declined" => "confirmation page: the card was refused",
        _          => $"confirmation page: {error} not accepted",
    };
}
