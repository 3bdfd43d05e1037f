using System.Collections.Immutable;

namespace KantanSim.DemoMerchant;

/// <summary>What the gateway says of an order when it is asked (SearchTradeMulti). Only this is believed.</summary>
internal abstract record GatewayView
{
    const string OrderUnknown = "M01004002";

    internal sealed record Held(ImmutableDictionary<string, string> Fields) : GatewayView
    {
        public string Status => Fields["Status"];
        public string AccessId => Fields["AccessID"];
        public string AccessPass => Fields["AccessPass"];
    }

    /// <summary>The gateway knows no such order, or another payment under its OrderID: it was reset.</summary>
    internal sealed record Forgotten : GatewayView;

    /// <summary>It could not be asked.</summary>
    internal sealed record Unknown(Trouble Trouble) : GatewayView;

    public static GatewayView Of(Order order, GatewayAnswer answer) =>
        !answer.IsGranted ? answer.Errors is [OrderUnknown] ? new Forgotten() : new Unknown(new("SearchTradeMulti", answer.Errors, answer.Fault ?? ""))
        : order.AccessId.Length > 0 && order.AccessId != answer["AccessID"] ? new Forgotten()
        : new Held(answer.Fields);
}
