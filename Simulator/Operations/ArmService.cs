using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Arms and disarms scenarios for an operator, from the API or from a page.</summary>
internal sealed class ArmService(ArmRepository arms, ShopRepository shops, ScenarioWatcher scenarios, RealTime time)
{
    const int MaxTimes = 1_000_000;
    const int MaxOrderIdLength = 100;
    const int MaxNoteLength = 200;
    static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ArmView> All() => [.. arms.All().Where(HasShop).Select(ArmView.Of)];

    // The arms of a shop whose time has ended are deleted with it.
    bool HasShop(Arm arm) => arm.ShopId is null || shops.Find(arm.ShopId) is not null;

    /// <exception cref="ProblemException">400: the body is invalid.</exception>
    public async Task<ArmView> Add(JsonBodyReader body)
    {
        var arm = Read(body);
        return ArmView.Of(await arms.Add(arm, writing =>
        {
            // The shop may have been deleted since the body was read.
            if (arm.ShopId is { } shopId && shops.Find(writing, shopId) is null) NamedShop.Refuse(body, shopId, shops, allowsAny: true);
            body.ThrowIfInvalid();
        }));
    }

    /// <summary>Deletes the arms of a shop, those of any shop (<c>*</c>), or all (null).</summary>
    public Task Disarm(string? shopId = null) => arms.Delete(arm => shopId is null || arm.IsOf(shopId));

    /// <summary>Deletes one arm. False when it does not exist: it may just have been consumed.</summary>
    public Task<bool> DisarmOne(string id) => arms.Delete(id);

    // The repository gives the ID.
    Arm Read(JsonBodyReader body)
    {
        var scenario = ScenarioLookup.Read(body, scenarios.Current);
        var times = body.Number("times", 1, MaxTimes) ?? 1;
        var shopId = NamedShop.Read(body, shops, allowsAny: true);
        var orderId = body.Text("orderId", longest: MaxOrderIdLength);
        var note = body.Text("note", longest: MaxNoteLength);
        if (note?.Any(char.IsControl) == true)
            body.AddError("note", note, "a text without line ends and other control characters", "改行などの制御文字を含まない文字列");
        var life = body.Text("expiresIn") is "" ? null : body.Duration("expiresIn", ShortestLife, LongestLife);
        body.ThrowIfInvalid();
        return new("", scenario, times, shopId == Arm.AnyShop ? null : shopId, string.IsNullOrEmpty(orderId) ? null : orderId)
        {
            Note = string.IsNullOrEmpty(note) ? null : note,
            ExpiresAt = time.Now + life,
            IsDraft = scenarios.Current.Find(scenario)?.IsDraft == true,
        };
    }
}
