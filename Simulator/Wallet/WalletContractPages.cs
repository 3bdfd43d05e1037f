using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>
/// The page of a recurring contract at the wallet, where the member can end it.
/// UNVERIFIED: nobody has seen the real page.
/// </summary>
internal static class WalletContractPages
{
    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/recruit/contracts/{visitId}", Show).ExcludeFromDescription();
        routes.MapPost("/recruit/contracts/{visitId}/end", End).ExcludeFromDescription();
    }

    static async Task Show(
        HttpContext http, Ledger ledger, IdentifierGenerator ids, ShopRepository shops, WalletPages pages, string visitId)
    {
        if (Find(ledger, ids, visitId) is not { } transaction) await pages.Unknown(http);
        else await http.ShowPage("Wallet/Pages/contract.html", Model(transaction, shops));
    }

    static async Task End(
        HttpContext http, Ledger ledger, IdentifierGenerator ids, WalletService wallet, WalletPages pages, string visitId)
    {
        if (Find(ledger, ids, visitId) is not { } transaction)
        {
            await pages.Unknown(http);
            return;
        }
        // A refusal means that it has ended already; the page shows that too.
        await wallet.EndContract(transaction.AccessId);
        http.Response.Redirect($"/recruit/contracts/{visitId}");
    }

    static Transaction? Find(Ledger ledger, IdentifierGenerator ids, string visitId)
    {
        if (ids.AccessIdOf(visitId) is not { } accessId) return null;
        return ledger.Find(accessId) is { Contract.WalletContractId: not null } transaction ? transaction : null;
    }

    static Dictionary<string, object?> Model(Transaction transaction, ShopRepository shops) => new()
    {
        ["visit_id"] = transaction.Visit!.Id,
        ["shop_name"] = shops.NameOf(transaction),
        ["item_name"] = transaction.Request!.ItemName,
        ["total"] = transaction.Total,
        ["status"] = transaction.Status.Code,
        ["active"] = transaction.Status == GatewayStatus.Registered,
        ["contract"] = WalletContractModel.Of(transaction),
        ["charges"] = transaction.Contract!.Charges.Reverse().Select(Row),
    };

    static Dictionary<string, object?> Row(Charge charge)
    {
        var (en, ja) = Label(charge.Status);
        return new()
        {
            ["month"] = $"{charge.Month / 100}-{charge.Month % 100:D2}",
            ["status"] = charge.Status.Code,
            ["en"] = en,
            ["ja"] = ja,
            ["total"] = charge.Total,
        };
    }

    static (string En, string Ja) Label(Status status)
    {
        if (status == GatewayStatus.Sold) return ("charged", "課金済み");
        if (status == GatewayStatus.Failed) return ("failed", "課金失敗");
        if (status == GatewayStatus.Cancelled) return ("cancelled", "取消済み");
        return ("scheduled", "課金予定");
    }
}
