namespace KantanSim.Scenarios.Files;

/// <summary>The scenario that always exists, even without a scenario folder.</summary>
internal static class BuiltInScenarios
{
    /// <summary>The same as <c>scenarios/success.yaml</c>.</summary>
    public static readonly Scenario Success = new(
        Name: "success",
        Title: new("Payment succeeds", "決済成功"),
        Description: new(
            "A good merchant delivers only when the notification or SearchTradeMulti says AUTH or CAPTURE, "
                + "whatever the browser brings back.",
            "良い加盟店は、ブラウザの戻り値に頼らず、結果通知か SearchTradeMulti が AUTH または CAPTURE を示してから商品を引き渡します。"),
        Match: null,
        Rules: [new(Hook.WalletOpened, new ScenarioAction.Approve(null, PointsUse.None, null, null), Mode: PlayMode.Manual)]);
}
