using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scheduling;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page of one payment and its buttons, with which an operator acts for the shop or the consumer, advances the clock or sends a
/// notification again.
/// </summary>
internal sealed class PaymentActions(
    DashboardLayout layout, Ledger ledger, JobSchedule schedule, Scheduler scheduler, ExchangeLog traffic, MerchantActions actions,
    MerchantDriver merchant, ConsumerDriver consumer, NotificationSender sender, ShopClocks clocks, PublicUrl publicUrl,
    ShopRepository shops, PaymentFindings findings, ScenarioEngine scenarios)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/payments/{accessId}", (HttpContext http, string accessId, PaymentActions page) => page.Show(http, accessId));
        pages.MapPost("/payments/{accessId}", (HttpContext http, string accessId, PaymentActions page) => page.Submit(http, accessId))
            .AddEndpointFilter<ChangeNotice>()
            .AddEndpointFilter<UnreadableFormFilter>();
    }

    // The names of a call's fields in its form begin with this.
    const string FieldPrefix = "field.";

    /// <param name="found">The answer of an inquiry; null for none.</param>
    async Task Show(
        HttpContext http, string accessId, Problem? problem = null, IEnumerable<KeyValuePair<string, string>>? found = null)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await layout.Show(http, "missing", new() { ["access_id"] = accessId }, StatusCodes.Status404NotFound);
            return;
        }
        var gateway = publicUrl.For(http.Request);
        var timeline = ledger.Timeline(payment);
        var model = PaymentModel.Whole(
            payment, timeline, ledger, schedule, traffic, actions, merchant, scenarios.Of(payment), clocks.Now(payment.ShopId), gateway);
        model["clock_shop"] = clocks.HasOwn(payment.ShopId) ? payment.ShopId : null;
        model["has_shop"] = shops.Find(payment.ShopId) is not null;
        model["advice"] = await findings.Of(payment, timeline);
        model["problem"] = problem is null ? null : DisplayText.Note(new(problem.Detail, problem.DetailJa));
        model["found"] = DisplayText.Fields(found is null ? null : Redaction.MaskFields(found));
        model["refused"] = DisplayText.Errors(KnownCodes($"{http.Request.Query["refused"]}"));
        await layout.Show(http, "payment", model, problem?.Status ?? StatusCodes.Status200OK);
    }

    async Task Submit(HttpContext http, string accessId)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await Show(http, accessId);
            return;
        }
        var form = await Utf8Form.Read(http.Request);
        await DeskPage.CatchProblem(() => Execute(payment, form, http), problem => Show(http, accessId, problem));
    }

    async Task Execute(Transaction payment, Utf8Form form, HttpContext http)
    {
        // "merchant capture", "consumer approve", "expire", …
        var words = form["do"].Split(' ', 2);
        var action = words.ElementAtOrDefault(1) ?? "";
        switch (words[0])
        {
            case "merchant":
                await Send(payment, action, form, http);
                return;
            case "consumer":
                await consumer.Play(payment.AccessId, new(Decision(action), null, null, null, null), http.RequestAborted);
                break;
            case "expire":
                await merchant.Expire(payment, http.RequestAborted);
                break;
            case "resend":
                await sender.Resend(FindNotification(form["notification"]));
                break;
            case "advance":
                await Advance(payment, http.RequestAborted);
                break;
            default:
                throw ProblemException.BadRequest([new("do", form["do"], "merchant, consumer, expire, resend, advance")]);
        }
        http.SeeOther($"/payments/{payment.AccessId}");
    }

    // The page after a call shows its outcome. An inquiry changes nothing: its answer is shown at once.
    async Task Send(Transaction payment, string action, Utf8Form form, HttpContext http)
    {
        var gateway = publicUrl.For(http.Request);
        var fields = form.All
            .Where(field => field.Key.StartsWith(FieldPrefix, StringComparison.Ordinal))
            .ToDictionary(field => field.Key[FieldPrefix.Length..], field => field.Value);
        var (sent, answer) = await merchant.Send(payment, action, fields, gateway);
        if (sent.Forecast is null) await Show(http, payment.AccessId, found: answer);
        else http.SeeOther($"/payments/{payment.AccessId}{RefusalQuery(answer)}");
    }

    static string Decision(string action) => action is "approve" or "cancel" or "abandon" or "end"
        ? action
        : throw ProblemException.BadRequest([new("action", action, "approve, cancel, abandon, end")]);

    Notification FindNotification(string id) => ledger.FindNotification(id) ?? throw ProblemException.NotFound("notification", id);

    async Task Advance(Transaction payment, CancellationToken cancel)
    {
        // Jobs that are due already do not need the clock.
        await scheduler.RunUntilIdle(payment.ShopId, cancel);
        var next = schedule.ForTransaction(payment).MinBy(job => job.At)
            ?? throw ProblemException.Conflict(
                "No job is scheduled for this payment: there is nothing to advance the clock to.",
                ja: "この取引には予定がありません。時計を進める先がありません。");
        // A shop without a clock of its own keeps following the common one.
        var moved = clocks.HasOwn(payment.ShopId) ? payment.ShopId : null;
        await scheduler.Advance(moved, now => next.At > now ? next.At - now : TimeSpan.Zero, cancel);
    }

    static QueryString RefusalQuery(IEnumerable<KeyValuePair<string, string>> answer)
    {
        var codes = answer.FirstOrDefault(field => field.Key == "ErrInfo").Value;
        return codes is null ? default : QueryString.Create("refused", codes);
    }

    // The query is not trusted: text that is not an error code is not shown.
    static IEnumerable<string> KnownCodes(string list) =>
        list.Split('|').Where(code => GatewayErrors.All.Any(known => known.Info == code));
}
