namespace KantanSim.Tests.Check.Proof;

/// <summary>The demo shop's <c>kantansim-check.yaml</c>, with hooks that tests play.</summary>
internal static class DemoShopFile
{
    /// <param name="gateway">The URL of the simulator, without a trailing slash.</param>
    /// <param name="capture"><c>onShip</c> or <c>atOnce</c>.</param>
    /// <param name="patience">ISO 8601.</param>
    public static string Text(string gateway, string capture = "onShip", string patience = "PT0.1S") =>
        $$$"""
        gateway: {{{gateway}}}
        shop: { id: tshop00000001, pass: kantansim1 }
        place:
          http:
            post: "{{gateway}}/shop/api/orders"
            json: { amount: "{{amount}}", item: "{{item}}", job: {{{(capture == "atOnce" ? "CAPTURE" : "AUTH")}}} }
            keep: { key: "$.id" }
        read:
          http: { get: "{{gateway}}/shop/api/orders/{{key}}" }
          state: "$.status"
          means: { open: [created, paying], paid: [paid], shipped: [delivered], failed: [expired, failed, cancelled] }
          shipped: "$.deliveries.length()"
          amount: "$.paid"
        act:
          ship: { post: "{{gateway}}/shop/api/orders/{{key}}/ship" }
          cancel: { post: "{{gateway}}/shop/api/orders/{{key}}/cancel" }
          reprice: { post: "{{gateway}}/shop/api/orders/{{key}}/reprice", json: { amount: "{{newAmount}}" } }
          again: { post: "{{gateway}}/shop/api/orders/{{key}}/again", keep: { key: "$.id" } }
          jobs: { post: "{{gateway}}/shop/api/jobs" }
        hooks: { restart: [hook, restart], break: [hook, break], mend: [hook, mend] }
        recurring:
          place:
            http: { post: "{{gateway}}/shop/api/orders", json: { product: tea, amount: "{{amount}}" }, keep: { key: "$.id" } }
          read:
            http: { get: "{{gateway}}/shop/api/orders/{{key}}" }
            state: "$.status"
            means: { open: [created, paying], paid: [subscribed], failed: [expired, failed, cancelled] }
            shipped: "$.chargedMonths"
            amount: "$.total"
          act:
            cancel: { post: "{{gateway}}/shop/api/orders/{{key}}/cancel" }
            reprice: { post: "{{gateway}}/shop/api/orders/{{key}}/reprice", json: { amount: "{{newAmount}}" } }
            cancelMonth: { post: "{{gateway}}/shop/api/orders/{{key}}/cancel-month", json: { month: "{{month}}" } }
            jobs: { post: "{{gateway}}/shop/api/jobs" }
        style: { capture: {{{capture}}}, result: [notification, return, search] }
        patience: {{{patience}}}
        """;
}
