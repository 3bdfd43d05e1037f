using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scheduling;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>The page of one payment, and its buttons: what an operator does for the shop, for the consumer, or to time.</summary>
internal sealed class PaymentActions(
    Ledger ledger, JobSchedule agenda, Scheduler worker, ExchangeLog traffic, MerchantDriver merchant, ConsumerDriver consumer,
    NotificationSender sender, TimeProvider clock, PublicUrl publicUrl)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/payments/{accessId}", (HttpContext http, string accessId, PaymentActions page) => page.Show(http, accessId));
        pages.MapPost("/payments/{accessId}", (HttpContext http, string accessId, PaymentActions page) => page.Do(http, accessId)).AddEndpointFilter<ChangeNotice>().AddEndpointFilter(DashboardLayout.ShowUnreadable);
    }

    async Task Show(HttpContext http, string accessId, Problem? problem = null)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await http.ShowDashboard("missing", new() { ["access_id"] = accessId }, StatusCodes.Status404NotFound);
            return;
        }
        var model = PaymentModel.Whole(payment, ledger, agenda, traffic, merchant, clock.GetUtcNow(), publicUrl.For(http.Request));
        model["problem"] = problem?.Detail ?? "";
        model["refused"] = Codes(http.Request.Query["refused"].ToString()).Select(code => new Dictionary<string, object?> { ["info"] = code, ["en"] = GatewayErrors.Meaning(code).En, ["ja"] = GatewayErrors.Meaning(code).Ja });
        await http.ShowDashboard("payment", model, problem?.Status ?? StatusCodes.Status200OK);
    }

    async Task Do(HttpContext http, string accessId)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await Show(http, accessId);
            return;
        }
        try
        {
            http.SeeOther($"/payments/{accessId}{await Do(payment, await Utf8Form.Read(http.Request), http)}");
        }
        catch (ProblemException fault)
        {
            await Show(http, accessId, fault.Problem);
        }
    }

    /// <returns>The query of the page that follows.</returns>
    async Task<QueryString> Do(Transaction payment, Utf8Form form, HttpContext http)
    {
        var (whose, action) = form["do"].Split(' ', 2) is [var party, var what] ? (party, what) : (form["do"], "");
        switch (whose)
        {
            case "merchant": return Answered(await merchant.Send(payment, action, publicUrl.For(http.Request)));
            case "consumer": await consumer.Play(payment.AccessId, new(Decision(action), null, null, null, null), http.RequestAborted); break;
            case "expire": await merchant.Expire(payment, http.RequestAborted); break;
            case "resend": await sender.Resend(ledger.FindNotification(form["notification"]) ?? throw ProblemException.NotFound("notification", form["notification"])); break;
            case "advance": await Advance(payment, http.RequestAborted); break;
            default: throw ProblemException.BadRequest([new("do", form["do"], "merchant, consumer, expire, resend, advance")]);
        }
        return default;
    }

    static string Decision(string action) => action is "approve" or "cancel" or "abandon" ? action
        : throw ProblemException.BadRequest([new("action", action, "approve, cancel, abandon")]);

    async Task Advance(Transaction payment, CancellationToken cancel)
    {
        await worker.RunUntilIdle(cancel); // what is due already needs no clock
        var next = agenda.ForTransaction(payment).MinBy(row => row.At) ?? throw ProblemException.Conflict("Nothing is due for this payment: there is nothing to advance the clock to.");
        if (next.At > clock.GetUtcNow()) await worker.Advance(next.At, cancel);
    }

    static QueryString Answered(IEnumerable<KeyValuePair<string, string>> answer) =>
        answer.FirstOrDefault(field => field.Key == "ErrInfo").Value is { } codes ? QueryString.Create("refused", codes) : default;

    // It comes from the address bar: only what is a code of ours is shown.
    static IEnumerable<string> Codes(string list) => list.Split('|').Where(code => GatewayErrors.All.Any(known => known.Info == code));
}
