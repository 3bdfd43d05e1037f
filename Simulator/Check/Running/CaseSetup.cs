using System.Text.Json.Nodes;
using KantanSim.Check.Cases;
using KantanSim.Consumers;

namespace KantanSim.Check.Running;

/// <summary>
/// What is prepared at the gateway for one case, and removed after it: the members' points, the member of the check, and armed scenarios.
/// </summary>
internal sealed class CaseSetup(GatewayApi api, string shopId) : IAsyncDisposable
{
    /// <summary>The consumer who pays in cases.</summary>
    public const string MemberId = "check";

    const int ManyTimes = 1_000;

    readonly List<string> arms = [];
    IReadOnlyList<Member> members = [];
    string contract = "";

    public async Task Prepare(CheckCase played, CancellationToken cancel)
    {
        contract = $"{(await api.Shop(shopId, cancel)).Recruit}";
        members = [.. (await api.Members(shopId, cancel)).Where(member => member.Id != MemberId)];
        await api.SaveMember(shopId, MemberId, CheckMember(), cancel);
        if (played.Scenario is { } scenario) await Arm(scenario, played.ScenarioTimes, cancel);
        // Whatever the shop plays usually.
        await Arm("success", ManyTimes, cancel);
    }

    async Task Arm(string scenario, int times, CancellationToken cancel) =>
        arms.Add((await api.Arm(shopId, scenario, times, cancel)).Id);

    static JsonObject CheckMember() => new()
    {
        ["email"] = "check@example.com",
        ["name"] = "kantansim check",
        ["points"] = 999_999_999,
        ["cards"] = new JsonArray(
            new JsonObject { ["id"] = "visa", ["label"] = "VISA 4242" },
            new JsonObject { ["id"] = "declined", ["label"] = "VISA 0002", ["declines"] = true }),
        ["coupons"] = new JsonArray(Coupon("WALLET100", 100, "Wallet"), Coupon("SHOP200", 200, "Shop")),
    };

    static JsonObject Coupon(string id, int discount, string fundedBy) => new()
    {
        ["id"] = id,
        ["labelEn"] = $"{discount} yen",
        ["labelJa"] = $"{discount}円",
        ["discount"] = discount,
        ["fundedBy"] = fundedBy,
    };

    /// <summary>Restores the members as they were and disarms what is left, also after an interruption.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (var arm in arms) await api.Disarm(arm, limit.Token);
        if (members.Count == 0 && contract.Length == 0) return;
        await api.SetContract(shopId, contract, limit.Token);
        await api.DeleteMember(shopId, MemberId, limit.Token);
        foreach (var member in members) await api.SaveMember(shopId, member.Id, Points(member), limit.Token);
    }

    static JsonObject Points(Member member) => new()
    {
        ["points"] = member.Points,
        ["coupons"] = new JsonArray([.. member.Coupons.Select(coupon => (JsonNode)new JsonObject
        {
            ["id"] = coupon.Id, ["labelEn"] = coupon.LabelEn, ["labelJa"] = coupon.LabelJa, ["discount"] = coupon.Discount,
            ["fundedBy"] = $"{coupon.FundedBy}", ["used"] = coupon.Used,
        })]),
    };
}
