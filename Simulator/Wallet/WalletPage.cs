using KantanSim.Consumers;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What a browser is shown by the wallet, or where it is sent.</summary>
internal abstract record WalletPage(string Description)
{
    internal sealed record SignIn(Transaction Transaction, string Error = "", string Email = "") : WalletPage(Error.Length == 0 ? "sign-in page" : "sign-in page: no such member and password");

    /// <param name="Error">What is wrong with the choice: <c>points</c>, <c>coupon</c>, <c>card</c>, or <c>declined</c>: the card was refused.</param>
    /// <param name="Written">The points as they were written.</param>
    internal sealed record Confirm(Transaction Transaction, Member Member, PaymentChoice Choice, string PointsChoice, string Error = "", string Written = "")
        : WalletPage(Error switch { "" => "confirmation page", "declined" => "confirmation page: the card was refused", _ => $"confirmation page: {Error} not accepted" });

    /// <param name="Transaction">Null when there is no such payment.</param>
    internal sealed record Notice(Transaction? Transaction, string Kind) : WalletPage($"notice: {Kind}");

    /// <summary>What was sent cannot be taken: which part of it, what stood there, and what is allowed.</summary>
    internal sealed record InvalidInput(Transaction Transaction, string Name, string Value, string Allowed) : WalletPage($"notice: {Name} not accepted");

    /// <summary>On to the wallet's own page for the visit.</summary>
    internal sealed record RedirectToWallet(string VisitId) : WalletPage("redirect to the wallet");

    /// <summary>Back to the shop, by way of the gateway.</summary>
    internal sealed record RedirectToShop(string VisitId) : WalletPage("redirect back to the shop");
}
