using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>The member's own view of a recurring contract at the wallet, where the member can end it. UNVERIFIED: that page was not seen (protocol.md 3.4, 7).</summary>
internal static class WalletContractPages
{
    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/recruit/contracts/{visitId}", Show).ExcludeFromDescription();
        routes.MapPost("/recruit/contracts/{visitId}/end", End).ExcludeFromDescription();
    }

    static async Task Show(HttpContext http, Ledger ledger, IdentifierGenerator ids, ShopRepository shops, WalletPages pages, string visitId)
    {
        if (Find(ledger, ids, visitId) is not { } transaction) await pages.Unknown(http);
        else await http.ShowPage("Wallet/Pages/contract.html", Model(transaction, shops));
    }

    static async Task End(HttpContext http, Ledger ledger, IdentifierGenerator ids, WalletService desk, WalletPages pages, string visitId)
    {
        if (Find(ledger, ids, visitId) is not { } transaction)
        {
            await pages.Unknown(http);
            return;
        }
        // Ended already, by whomever: the page says so.
        await desk.EndContract(transaction.AccessId);
        http.Response.Redirect($"/recruit/contracts/{visitId}");
    }

    static Transaction? Find(Ledger ledger, IdentifierGenerator ids, string visitId) =>
        ids.AccessIdOf(visitId) is { } accessId && ledger.Find(accessId) is { Contract.WalletContractId: not null } transaction ? transaction : null;

    static Dictionary<string, object?> Model(Transaction transaction, ShopRepository shops) => new()
    {
        ["visit_id"] = transaction.Visit!.Id,
        ["shop_name"] = shops.NameOf(transaction),
        ["item_name"] = transaction.Request!.ItemName,
        ["total"] = transaction.Total,
        ["status"] = transaction.Status.Code,
        ["live"] = transaction.Status == GatewayStatus.Registered,
        ["contract"] = WalletContractModel.Of(transaction),
        ["charges"] = transaction.Contract!.Charges.Reverse().Select(charge => new Dictionary<string, object?>
        {
            ["month"] = $"{charge.Month / 100}-{charge.Month % 100:D2}",
            ["status"] = charge.Status.Code,
            ["en"] = State(charge).En,
            ["ja"] = State(charge).Ja,
            ["total"] = charge.Total,
        }),
    };

    static (string En, string Ja) State(Charge charge) =>
        charge.Status == GatewayStatus.Sold ? ("charged", "課金済み")
        : charge.Status == GatewayStatus.Failed ? ("failed", "課金失敗")
        : charge.Status == GatewayStatus.Cancelled ? ("cancelled", "取消済み")
        : ("to be charged", "課金予定");
}
