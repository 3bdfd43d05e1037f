using System.Globalization;
using KantanSim.Protocol;
using KantanSim.Scenarios;

namespace KantanSim.Control;

/// <summary>Adds, changes and deletes shops as an operator asks, by the API or by a page.</summary>
internal sealed class ShopRegister(Shops shops, LiveScenarios scenarios)
{
    /// <exception cref="ProblemException">There is none.</exception>
    public Shop Find(string shopId) => shops.Find(shopId) ?? throw ProblemException.NotFound("shop", shopId);

    /// <summary>Adds a shop; a ShopID and ShopPass that are left out are made.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is such a shop.</exception>
    public async Task<Shop> Add(Body body)
    {
        var asked = body.Text("shopId");
        var shop = Read(body, new() { ShopId = asked ?? FreeId(), ShopPass = "kantansim1" });
        if (!await shops.Add(shop)) throw ProblemException.Conflict($"There is a shop \"{shop.ShopId}\" already.", ja: $"ショップ「{shop.ShopId}」はすでにあります。");
        return shop;
    }

    /// <summary>Changes a shop; what the body leaves out stays.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is no such shop.</exception>
    public async Task<Shop> Change(string shopId, Body body)
    {
        if (body.Text("shopId") is { } other && other != shopId) body.Wrong("shopId", other, $"{shopId}, as in the path, or nothing", $"{shopId}（パスと同じ値）または省略");
        var shop = Read(body, Find(shopId));
        await shops.Save(shop);
        return shop;
    }

    public Task Delete(string shopId) => shops.Delete(Find(shopId).ShopId);

    Shop Read(Body body, Shop before)
    {
        var scenario = body.Text("scenario");
        if (scenario is { Length: > 0 } && scenarios.Current.Find(scenario) is null) body.Wrong("scenario", scenario, string.Join(", ", scenarios.Current.Names));
        var shop = before with
        {
            ShopPass = body.Text("shopPass") ?? before.ShopPass,
            Name = body.Text("name", longest: 100) ?? before.Name,
            NotifyUrl = body.Text("notifyUrl") ?? before.NotifyUrl,
            Scenario = scenario ?? before.Scenario,
            Protocol = body.Texts("protocol") ?? before.Protocol,
            Recruit = body.OneOf("recruit", false, Enum.GetNames<ContractState>()) is { } state ? Enum.Parse<ContractState>(state) : before.Recruit,
        };
        foreach (var (field, value, allowed) in Shops.Faults(shop)) body.Wrong(char.ToLowerInvariant(field[0]) + field[1..].Replace(':', '.'), value, allowed, Japanese(field));
        body.Done();
        return shop;
    }

    static string? Japanese(string field) => field switch
    {
        "ShopId" => "13文字以内の半角英数字",
        "ShopPass" => "10文字以内の半角英数字",
        "NotifyUrl" => "http または https で始まるURL、または空",
        _ => ChoiceTable.Find(field.Split(':')[^1]) is { } choice ? choice.OfServer ? "なし（サーバー全体の設定 KantanSim:Protocol で指定）" : choice.AllowedJa : null,
    };

    string FreeId() => Enumerable.Range(1, int.MaxValue)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"tshop{number:D8}")).First(id => shops.Find(id) is null);
}
