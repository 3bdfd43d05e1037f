using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The commands of a KantanSim on the app host's dashboard.</summary>
internal static class KantanSimCommands
{
    public static IResourceBuilder<KantanSimResource> WithClockCommand(this IResourceBuilder<KantanSimResource> builder) =>
        builder.WithApiCommand("/api/clock/advance", "advance-clock", "Advance the clock by a day", new()
        {
            Description = "Moves simulated time, and runs the jobs that are due until then: deadlines, notifications, charges, deposits.",
            IconName = "CalendarArrowRight",
        }, new { by = "P1D" });

    public static IResourceBuilder<KantanSimResource> WithResetCommand(this IResourceBuilder<KantanSimResource> builder) =>
        builder.WithApiCommand("/api/reset", "reset", "Delete all payments", new()
        {
            Description = "Deletes payments, notifications, deposits and armed scenarios of all shops.",
            ConfirmationMessage = "Delete all payments of all shops?",
            IconName = "Delete",
        }, new { });

    static IResourceBuilder<KantanSimResource> WithApiCommand(
        this IResourceBuilder<KantanSimResource> builder, string path, string name, string displayName,
        HttpCommandOptions options, object body)
    {
        options.Method = HttpMethod.Post;
        options.PrepareRequest = async context =>
        {
            var token = await builder.Resource.AdminTokenParameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
            context.Request.Headers.Authorization = new("Bearer", token);
            context.Request.Content = JsonContent.Create(body);
        };
        return builder.WithHttpCommand(path, displayName, KantanSimResource.HttpEndpointName, name, options);
    }
}
