using KantanSim.Operations;
using KantanSim.Scheduling;

namespace KantanSim.Admin.Pages;

/// <summary>The advance that the forms of the clock's page must not wait for: they would go on after it, unseen.</summary>
internal static class RunningAdvance
{
    /// <summary>The first running advance that moves the same clock; null for none.</summary>
    /// <param name="shopId">The shop whose clock is to be changed; null: all clocks.</param>
    public static ClockAdvance? Find(IReadOnlyList<ClockAdvance> running, string? shopId) =>
        running.FirstOrDefault(advance => shopId is null || advance.ShopId is null || advance.ShopId == shopId);

    /// <exception cref="ProblemException">409: such an advance is running.</exception>
    public static void Refuse(IReadOnlyList<ClockAdvance> running, string? shopId)
    {
        if (Find(running, shopId) is not { } advance) return;
        var to = DisplayText.ZonedTime(advance.From + advance.By);
        var (en, ja) = advance.ShopId is { } shop ? ($" of shop {shop}", $"ショップ {shop} の時計を") : ("", "すでに時計を");
        throw ProblemException.Conflict(
            $"An advance{en} runs already, to {to}: cancel it or wait.", ja: $"{ja}{to}まで進めています。中止するか、終わるまでお待ちください。");
    }

    /// <summary>The template model: the shop, the end, and the page that cancels it.</summary>
    public static Dictionary<string, object?> Model(ClockAdvance advance) => new()
    {
        ["shop_id"] = advance.ShopId,
        ["to"] = DisplayText.ZonedTime(advance.From + advance.By),
        ["query"] = advance.ShopId is { } shopId ? QueryString.Create("shopId", shopId).ToString() : "",
    };
}
