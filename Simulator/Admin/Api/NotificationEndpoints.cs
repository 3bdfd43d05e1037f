using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Result notifications: the outbox.</summary>
internal static class NotificationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notifications", List)
            .WithName("ListNotifications")
            .WithSummary("Result notifications, newest transaction first")
            .WithDescription("Filters: accessId, shopId, state (pending, delivered, failed).");
        api.MapGet("/notifications/{id}", One)
            .WithName("GetNotification")
            .WithSummary("A notification with every attempt")
            .ProducesProblem(404);
        api.MapPost("/notifications/{id}/resend", Resend)
            .WithName("ResendNotification")
            .WithSummary("Sends it again now, whatever its state is")
            .ProducesProblem(404);
    }

    static Ok<Listing<NotificationView>> List(
        Ledger ledger, TransactionLists lists, string? accessId, string? shopId, string? state, string? limit, string? cursor) =>
        TypedResults.Ok(Page(ledger, lists, accessId, shopId, state, limit, cursor));

    /// <summary>One page of the notifications.</summary>
    /// <exception cref="ProblemException">400: a parameter is invalid. 404: no transaction has this AccessID.</exception>
    public static Listing<NotificationView> Page(
        Ledger ledger, TransactionLists lists, string? accessId, string? shopId, string? state, string? limit, string? cursor)
    {
        var count = ListParameters.ParseLimit(limit);
        if (state is not (null or "pending" or "delivered" or "failed")) throw InvalidState(state);
        var found = accessId is not null
            ? new([.. ledger.NotificationsOf(ledger.Transaction(accessId)).Where(IsWanted)], null)
            : lists.NewestNotifications(ListParameters.ParseCursor(cursor), count, IsWanted);
        var views = found.Items.Select(NotificationView.Of).ToList();
        return new(views, ListParameters.FormatCursor(found.Next));

        bool IsWanted(Notification notification) =>
            (shopId is null || notification.ShopId == shopId) && (state is null || NotificationView.StateOf(notification) == state);
    }

    static ProblemException InvalidState(string state) => ProblemException.BadRequest(
        [new("state", state, "pending, delivered or failed") { AllowedJa = "pending、delivered、failed のいずれか" }]);

    static Ok<NotificationView> One(Ledger ledger, string id) => TypedResults.Ok(NotificationView.Of(Find(ledger, id)));

    static async Task<Accepted<NotificationView>> Resend(Ledger ledger, NotificationSender sender, string id)
    {
        await sender.Resend(Find(ledger, id));
        return TypedResults.Accepted($"/api/notifications/{id}", NotificationView.Of(Find(ledger, id)));
    }

    static Notification Find(Ledger ledger, string id) =>
        ledger.FindNotification(id) ?? throw ProblemException.NotFound("notification", id);
}
