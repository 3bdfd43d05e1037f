using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Adds, changes and deletes shops as an operator asks, by the API or by a page.</summary>
internal sealed class ShopService(ShopRepository shops, ScenarioWatcher scenarios)
{
    /// <exception cref="ProblemException">There is none.</exception>
    public Shop Find(string shopId) => shops.Find(shopId) ?? throw ProblemException.NotFound("shop", shopId);

    /// <summary>Adds a shop; a ShopID and ShopPass that are left out are made.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is such a shop.</exception>
    public async Task<Shop> Add(JsonBodyReader body)
    {
        var asked = body.Text("shopId");
        var shop = Checked(body, Read(body)(new() { ShopId = asked ?? FreeId(), ShopPass = "kantansim1" }));
        while (!await shops.Add(shop))
            // An id that was free when it was chosen may have been taken meanwhile.
            shop = asked is null ? shop with { ShopId = FreeId() }
                : throw ProblemException.Conflict($"There is a shop \"{asked}\" already.", ja: $"ショップ「{asked}」はすでにあります。");
        return shop;
    }

    /// <summary>Changes a shop; what the body leaves out stays as it is when the change is made.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is no such shop.</exception>
    public async Task<Shop> Change(string shopId, JsonBodyReader body)
    {
        if (body.Text("shopId") is { } other && other != shopId) body.AddError("shopId", other, $"{shopId}, as in the path, or nothing", $"{shopId}（パスと同じ値）または省略");
        var asked = Read(body);
        return await shops.Update(shopId, before => Checked(body, asked(before))) ?? throw ProblemException.NotFound("shop", shopId);
    }

    public Task Delete(string shopId) => shops.Delete(Find(shopId).ShopId);

    // What is asked for, whatever the shop has become until it is done.
    Func<Shop, Shop> Read(JsonBodyReader body)
    {
        var (shopPass, name, notifyUrl, scenario) = (body.Text("shopPass"), body.Text("name", longest: 100), body.Text("notifyUrl"), body.Text("scenario"));
        if (scenario is { Length: > 0 } && scenarios.Current.Find(scenario) is null)
            ScenarioLookup.Refuse(body, scenario, scenarios.Current);
        var (protocol, recruit) = (body.Texts("protocol"), body.OneOf("recruit", false, Enum.GetNames<ContractState>()));
        return before => before with
        {
            ShopPass = shopPass ?? before.ShopPass,
            Name = name ?? before.Name,
            // What was shown with stars and comes back so is unchanged.
            NotifyUrl = notifyUrl is null || notifyUrl == before.WithMaskedUrl().NotifyUrl ? before.NotifyUrl : notifyUrl,
            Scenario = scenario ?? before.Scenario,
            Protocol = protocol ?? before.Protocol,
            Recruit = recruit is null ? before.Recruit : Enum.Parse<ContractState>(recruit),
        };
    }

    static Shop Checked(JsonBodyReader body, Shop shop)
    {
        foreach (var (field, value, allowed) in ShopRepository.Faults(shop)) body.AddError(char.ToLowerInvariant(field[0]) + field[1..].Replace(':', '.'), value, allowed, Japanese(field));
        body.ThrowIfInvalid();
        return shop;
    }

    static string? Japanese(string field) => field switch
    {
        "ShopId" => "13文字以内の半角英数字",
        "ShopPass" => "10文字以内の半角英数字",
        "NotifyUrl" => "http または https で始まるURL、または空",
        _ => ProtocolOptionCatalog.Find(field.Split(':')[^1]) is { } choice ? choice.IsServerOnly ? "なし（サーバー全体の設定 KantanSim:Protocol で指定）" : choice.AllowedJa : null,
    };

    string FreeId() => Enumerable.Range(1, int.MaxValue)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"tshop{number:D8}")).First(id => shops.Find(id) is null);

    /// <exception cref="ProblemException">It is no day.</exception>
    public static DateOnly Day(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw ProblemException.BadRequest([new("date", date, "a day such as 2026-01-31") { AllowedJa = "日付（例：2026-01-31）" }]);
}
