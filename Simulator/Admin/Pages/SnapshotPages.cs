using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Snapshots;

namespace KantanSim.Admin.Pages;

/// <summary>The page of snapshots: take one, restore and delete them.</summary>
internal sealed class SnapshotPages(DashboardLayout layout, SnapshotService snapshots, ShopRepository shops, ResetPages resetPages)
{
    const string Root = "/snapshots";
    const string One = $"{Root}/{{name}}";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, SnapshotPages pages) => pages.Show(http));
        desk.MapPost(Root, (HttpContext http, SnapshotPages pages) => pages.Take(http));
        desk.MapGet($"{One}/restore", (HttpContext http, SnapshotPages pages, string name) => pages.ConfirmRestore(http, name));
        desk.MapPost($"{One}/restore", (HttpContext http, SnapshotPages pages, string name) => pages.Restore(http, name));
        desk.MapGet($"{One}/delete", (HttpContext http, SnapshotPages pages, string name) => pages.ConfirmDelete(http, name));
        desk.MapPost($"{One}/delete", (HttpContext http, SnapshotPages pages, string name) => pages.Delete(http, name));
    }

    async Task Take(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var taken = await snapshots.Take(form.WithoutEmpty("shopId").Body(), http.RequestAborted);
            http.SeeOther(Root, "taken", taken.Name);
        }, problem => Show(http, form, problem));
    }

    Task ConfirmRestore(HttpContext http, string name) => DeskPage.CatchProblem(() =>
    {
        var snapshot = snapshots.Find(name);
        var counts = resetPages.Counts(snapshot.Header?.ShopId);
        counts["restored"] = snapshot.Header?.Payments ?? 0;
        counts["shop"] = snapshot.Header?.ShopId ?? "";
        return layout.ShowConfirmation(http, "restore-snapshot", snapshot.Name, $"{PathOf(snapshot.Name)}/restore", Root, counts);
    }, problem => Show(http, problem: problem));

    Task Restore(HttpContext http, string name) => DeskPage.CatchProblem(async () =>
    {
        var restored = await snapshots.Restore(name, http.RequestAborted);
        http.SeeOther(Root, "restored", restored.Name);
    }, problem => Show(http, problem: problem));

    Task ConfirmDelete(HttpContext http, string name) => DeskPage.CatchProblem(() =>
    {
        var snapshot = snapshots.Find(name);
        return layout.ShowConfirmation(http, "delete-snapshot", snapshot.Name, $"{PathOf(snapshot.Name)}/delete", Root);
    }, problem => Show(http, problem: problem));

    Task Delete(HttpContext http, string name) => DeskPage.CatchProblem(async () =>
    {
        await snapshots.Delete(name);
        http.SeeOther(Root, "deleted", name);
    }, problem => Show(http, problem: problem));

    /// <param name="typed">The form of a new snapshot, when it was refused.</param>
    Task Show(HttpContext http, FormValues? typed = null, Problem? problem = null)
    {
        var form = typed ?? FormValues.Of();
        return layout.ShowDesk(http, "snapshots", new()
        {
            ["snapshots"] = snapshots.List().Select(Row),
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["name"] = form["name"],
            ["shop_id"] = form["shopId"],
            ["replace"] = form["replace"] == "true",
        }, problem, problem is null ? null : Root);
    }

    static Dictionary<string, object?> Row(SnapshotEntry entry) => new()
    {
        ["name"] = entry.Name,
        ["path"] = Uri.EscapeDataString(entry.Name),
        ["shop_id"] = entry.Header?.ShopId ?? "",
        ["created"] = entry.Header is { } header ? DisplayText.Time(header.Created) : "",
        ["payments"] = entry.Header?.Payments ?? 0,
        ["size"] = (entry.Bytes / 1_024.0).ToString("#,0.0", CultureInfo.InvariantCulture),
        ["fault_en"] = entry.Fault?.En ?? "",
        ["fault_ja"] = entry.Fault?.Ja ?? "",
    };

    static string PathOf(string name) => $"{Root}/{Uri.EscapeDataString(name)}";
}
