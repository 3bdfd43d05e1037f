namespace KantanSim.Tests.Merchants.Plain;

/// <summary>Writes <c>kantansim-check.yaml</c> for the plain shops.</summary>
internal static class PlainCheckFile
{
    /// <param name="gatewayUrl">Without a trailing slash.</param>
    /// <param name="siteUrl">Without a trailing slash.</param>
    /// <param name="patience">ISO 8601.</param>
    public static string Write(string gatewayUrl, string siteUrl, string patience = "PT2S") =>
        $$$"""
        gateway: {{{gatewayUrl}}}
        shop: { create: true, notifyUrl: "{{{siteUrl}}}/{{shopId}}/notify" }
        place:
          http:
            post: "{{{siteUrl}}}/{{shopId}}/checkout"
            form: { item: "{{item}}", total: "{{amount}}", pass: "{{shopPass}}" }
            keep: { number: '/data-order="(P[0-9]+)"/' }
        read:
          http: { get: "{{{siteUrl}}}/{{shopId}}/admin/{{number}}" }
          state: "$.state"
          means: { open: [new, pending], paid: [paid], shipped: [shipped], failed: [failed, cancelled] }
          shipped: "$.parcels"
          amount: "$.money"
        act:
          ship: { post: "{{{siteUrl}}}/{{shopId}}/admin/{{number}}/ship" }
          cancel: { post: "{{{siteUrl}}}/{{shopId}}/admin/{{number}}/cancel" }
          reprice: { post: "{{{siteUrl}}}/{{shopId}}/admin/{{number}}/price/{{newAmount}}" }
          again: { post: "{{{siteUrl}}}/{{shopId}}/admin/{{number}}/pay-again" }
          jobs: { post: "{{{siteUrl}}}/{{shopId}}/cron" }
        hooks:
          restart: { post: "{{{siteUrl}}}/{{shopId}}/ops/restart" }
          break: { post: "{{{siteUrl}}}/{{shopId}}/ops/database/down" }
          mend: { post: "{{{siteUrl}}}/{{shopId}}/ops/database/up" }
        style: { capture: onShip, result: [notification, return, search] }
        patience: {{{patience}}}
        """;
}
