using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Traffic;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The last calls to the gateway, newest first, with filters. The query holds the whole view: filters, page, opened call.
/// </summary>
internal sealed class TrafficPage(
    DashboardLayout layout, CallList calls, ShopRepository shops, ProtocolCatalog protocol, RefusalModel refusals)
{
    const string Before = "before";
    const string Call = "call";

    public Task Show(HttpContext http)
    {
        var parameters = http.Request.Query;
        var query = CallQuery.Read(name => $"{parameters[name]}");
        List<FieldError> errors = [];
        var filter = CallFilterReader.Read(query, errors);
        var found = calls.Newest(filter, withBrowsers: true);
        var opened = Number($"{parameters[Call]}");
        var page = CallPage.Of(found, Number($"{parameters[Before]}"), opened);
        return layout.Show(http, "traffic", new(
        [
            .. Lists(page, query, opened),
            .. TrafficFilterModel.Of(query),
            new("faults", FormErrorModel.Of(errors)),
            new("shops", shops.All().Select(shop => shop.ShopId)),
            new("apis", Apis()),
            new("kept", ExchangeLog.Capacity),
        ]), errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    Dictionary<string, object?> Lists(CallPage page, CallQuery query, long? opened) => new()
    {
        ["exchanges"] = page.Items.Select(call => Row(call, call.Number == opened)),
        ["forgotten"] = opened is not null && page.Items.All(call => call.Number != opened),
        ["many_shops"] = page.Items.Select(call => call.ShopId).Where(id => id.Length > 0).Distinct().Skip(1).Any(),
        ["first"] = page.Total == 0 ? 0 : page.Start + 1,
        ["last"] = page.Start + page.Items.Count,
        ["total"] = page.Total,
        ["newest"] = page.Start == 0 ? "" : Path(query, null),
        ["newer"] = page.Start == 0 ? "" : Path(query, page.Newer),
        ["older"] = page.Older is { } older ? Path(query, older) : "",
    };

    Dictionary<string, object?> Row(Exchange call, bool isOpened) => new(ExchangeModel.Of(call, refusals))
    {
        ["open"] = isOpened,
        ["order_id"] = calls.OrderOf(call),
    };

    IEnumerable<string> Apis() =>
    [
        .. protocol.Operations.Select(operation => operation.Api),
        .. protocol.Methods.All.Select(method => method.StartApi),
    ];

    static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The path of a page of the list.</summary>
    /// <param name="below">The number of the call below which it begins; null for the newest.</param>
    static string Path(CallQuery query, long? below) => TrafficFilterModel.Path(query)
        + (below is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Separator(query)}{Before}={number}") : "");

    static char Separator(CallQuery query) => query.Filters.Any() ? '&' : '?';
}
