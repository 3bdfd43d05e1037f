namespace KantanSim.Tests.Merchants;

/// <summary>Writes <c>kantansim-check.yaml</c> for the shops behind a <see cref="ShopFrontDoor"/>.</summary>
internal static class ShopCheckFile
{
    /// <param name="gatewayUrl">Without a trailing slash.</param>
    /// <param name="doorUrl">Without a trailing slash.</param>
    /// <param name="patience">ISO 8601.</param>
    public static string Write(string gatewayUrl, string doorUrl, ShopStyle style, string patience = "PT0.1S") =>
        $$$"""
        gateway: {{{gatewayUrl}}}
        shop: { create: true, notifyUrl: "{{{doorUrl}}}/{{shopId}}/notify" }
        place:
          http:
            post: "{{{doorUrl}}}/orders"
            json: { shopId: "{{shopId}}", shopPass: "{{shopPass}}", amount: "{{amount}}", item: "{{item}}" }
            keep: { id: "$.id" }
        read:
          http: { get: "{{{doorUrl}}}/{{shopId}}/orders/{{id}}" }
          state: "$.status"
          means: { open: [open], paid: [paid], shipped: [shipped], failed: [failed, cancelled] }
          shipped: "$.shipments.length()"
          amount: "$.paidTotal"
        act:
          ship: { post: "{{{doorUrl}}}/{{shopId}}/orders/{{id}}/ship" }
          cancel: { post: "{{{doorUrl}}}/{{shopId}}/orders/{{id}}/cancel" }
          reprice: { post: "{{{doorUrl}}}/{{shopId}}/orders/{{id}}/reprice", json: { amount: "{{newAmount}}" } }
          again: { post: "{{{doorUrl}}}/{{shopId}}/orders/{{id}}/again" }
          jobs: { post: "{{{doorUrl}}}/{{shopId}}/jobs" }
        hooks:
          restart: { post: "{{{doorUrl}}}/{{shopId}}/restart" }
          break: { post: "{{{doorUrl}}}/{{shopId}}/break" }
          mend: { post: "{{{doorUrl}}}/{{shopId}}/mend" }
        style: { capture: {{{(style.JobCd == "AUTH" ? "onShip" : "atOnce")}}}, result: [{{{string.Join(", ", style.Results)}}}] }
        patience: {{{patience}}}
        """;
}
