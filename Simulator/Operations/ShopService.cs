using System.Globalization;
using KantanSim.Advice;
using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;

namespace KantanSim.Operations;

/// <summary>Adds, changes and deletes shops for an operator, from the API or from a page.</summary>
internal sealed class ShopService(
    ShopRepository shops, ScenarioWatcher scenarios, Members members, ArmRepository arms, ShopClocks clocks, Scheduler scheduler,
    ShopPurger purger, PermanentShops permanent, RealTime time, AdviceRepository advice, PaymentIndex payments)
{
    static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public Shop Find(string shopId) => shops.Find(shopId) ?? throw ProblemException.NotFound("shop", shopId);

    /// <summary>Adds a shop. ShopID and ShopPass are generated when the body has none.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 409: there is such a shop already.</exception>
    public async Task<Shop> Add(JsonBodyReader body)
    {
        var requestedId = body.Text("shopId");
        var choice = ReadMembers(body) ?? ShopMembers.Shared;
        var added = new Shop { ShopId = requestedId ?? FreeId(), ShopPass = "kantansim1", Members = choice };
        var shop = Validated(body, Read(body)(added));
        while (!await TryAdd(shop))
        {
            if (requestedId is not null)
                throw ProblemException.Conflict($"There is a shop \"{requestedId}\" already.", ja: $"ショップ「{requestedId}」はすでにあります。");
            // Another call has taken the generated id meanwhile.
            shop = shop with { ShopId = FreeId() };
        }
        return shop;
    }

    /// <summary>Changes the members that the body has. The others keep the value that they have when the change is saved.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 404: there is no such shop.</exception>
    public async Task<Shop> Change(string shopId, JsonBodyReader body)
    {
        if (body.Text("shopId") is { } other && other != shopId)
            body.AddError("shopId", other, $"{shopId}, as in the path, or nothing", $"{shopId}（パスと同じ値）または省略");
        var change = Read(body);
        var choice = ReadMembers(body);
        return await shops.Update(shopId, before =>
        {
            CheckMembers(body, choice, before);
            return Validated(body, change(before));
        }) ?? throw ProblemException.NotFound("shop", shopId);
    }

    /// <summary>Adds or replaces a shop of the settings. Its own members stay, so that their balances survive a restart.</summary>
    public async Task Restore(Shop shop)
    {
        if (await TryAdd(shop)) return;
        await shops.Update(shop.ShopId, (_, writing) =>
        {
            members.SeedIfEmpty(writing, shop);
            return shop;
        });
    }

    /// <summary>Deletes a shop with its arms and its clock. Its payments stay, and follow the common clock.</summary>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public async Task Delete(string shopId)
    {
        var shop = Find(shopId);
        await scheduler.ForgetAdvances(shopId);
        using var held = await scheduler.HoldClock(shopId, CancellationToken.None);
        var isDeleted = await shops.Delete(shopId, writing =>
        {
            arms.Delete(writing, arm => arm.ShopId == shopId);
            clocks.Remove(writing, shopId);
            advice.KeepDeclaration(writing, shop);
        });
        if (!isDeleted) throw ProblemException.NotFound("shop", shopId);
    }

    // A shop that has ended is deleted first, so that nothing of it is left.
    async Task<bool> TryAdd(Shop shop)
    {
        if (shops.HasEnded(shop.ShopId)) await purger.Purge(shop.ShopId);
        return await shops.Add(shop, writing => members.Begin(writing, shop));
    }

    static ShopMembers? ReadMembers(JsonBodyReader body) =>
        body.OneOf("members", false, "shared", "own") is { } choice ? Enum.Parse<ShopMembers>(choice, ignoreCase: true) : null;

    static void CheckMembers(JsonBodyReader body, ShopMembers? choice, Shop before)
    {
        if (choice is null || choice == before.Members) return;
        var present = Text(before.Members);
        body.AddError("members", Text(choice.Value),
            $"{present}, the present value, or nothing: it can be chosen only when a shop is added",
            $"現在の値 {present} または省略（選べるのはショップの追加時だけです）");
    }

    static string Text(ShopMembers members) => members == ShopMembers.Own ? "own" : "shared";

    // Returns the change of the end: none, a new end counted from now, or no end for an empty text.
    Func<Shop, Shop> ReadEnd(JsonBodyReader body)
    {
        // A client may send back the expiresAt that it has read. That changes nothing.
        var echoed = body.Instant("expiresAt");
        var life = body.Text("expiresIn") is { Length: > 0 } ? body.Duration("expiresIn", ShortestLife, LongestLife) : null;
        return before =>
        {
            if (echoed is not null && echoed != before.ExpiresAt)
                body.AddError("expiresAt", $"{echoed:o}", "the present value, or nothing; set expiresIn", "現在の値または省略（expiresIn で指定）");
            if (life is not null && permanent.Has(before.ShopId))
                body.AddError("expiresIn", body.Text("expiresIn"),
                    $"nothing: shop {before.ShopId} exists after each start and has no end",
                    $"なし（ショップ {before.ShopId} は起動のたびに作られるため、期限を付けられません）");
            if (life is { } span) return before with { ExpiresAt = time.Now + span };
            return body.Text("expiresIn") is "" ? before with { ExpiresAt = null } : before;
        };
    }

    /// <summary>Parses a day, yyyy-MM-dd.</summary>
    /// <exception cref="ProblemException">400: it is not a day.</exception>
    public static DateOnly Day(string date)
    {
        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        throw ProblemException.BadRequest([new("date", date, "a day such as 2026-01-31") { AllowedJa = "日付（例：2026-01-31）" }]);
    }

    // Returns the change and not the changed shop: another change may be saved before this one.
    Func<Shop, Shop> Read(JsonBodyReader body)
    {
        var shopPass = body.Text("shopPass");
        var name = body.Text("name", longest: 100);
        var notifyUrl = body.Text("notifyUrl");
        var scenario = body.Text("scenario");
        if (scenario is { Length: > 0 } && scenarios.Current.Find(scenario) is null)
            ScenarioLookup.AddUnknown(body, scenario, scenarios.Current);
        var protocol = body.Texts("protocol");
        var advice = SwitchedOffRules.Read(body);
        var recruit = body.OneOf("recruit", false, Enum.GetNames<ContractState>());
        var resultFrom = body.OneOf("resultFrom", false, "any", "notification");
        var end = ReadEnd(body);
        return before => end(before) with
        {
            ShopPass = shopPass ?? before.ShopPass,
            Name = name ?? before.Name,
            NotifyUrl = IsUnchanged(notifyUrl, before) ? before.NotifyUrl : notifyUrl!,
            Scenario = scenario ?? before.Scenario,
            Protocol = protocol ?? before.Protocol,
            Advice = advice ?? before.Advice,
            Recruit = recruit is null ? before.Recruit : Enum.Parse<ContractState>(recruit),
            ResultFrom = resultFrom is null ? before.ResultFrom : Enum.Parse<ResultSource>(resultFrom, ignoreCase: true),
        };
    }

    // The password in the URL is masked in answers. A masked URL that is sent back must not replace the password.
    static bool IsUnchanged(string? notifyUrl, Shop before) => notifyUrl is null || notifyUrl == before.WithMaskedUrl().NotifyUrl;

    static Shop Validated(JsonBodyReader body, Shop shop)
    {
        foreach (var (field, value, allowed) in ShopRepository.Faults(shop))
            body.AddError(MemberName(field), value, allowed, AllowedJa(field));
        body.ThrowIfInvalid();
        return shop;
    }

    // The JSON name of a setting: protocol.WalletMinutes for Protocol:WalletMinutes.
    static string MemberName(string field) => char.ToLowerInvariant(field[0]) + field[1..].Replace(':', '.');

    static string? AllowedJa(string field) => field switch
    {
        "ShopId" => "13文字以内の半角英数字",
        "ShopPass" => "10文字以内の半角英数字",
        "NotifyUrl" => "http または https で始まるURL、または空",
        _ => AllowedJa(ProtocolOptionCatalog.Find(field.Split(':')[^1])),
    };

    static string? AllowedJa(ProtocolOption? option)
    {
        if (option is null) return null;
        return option.IsServerOnly ? "なし（サーバー全体の設定 KantanSim:Protocol で指定）" : option.AllowedJa;
    }

    // None that payments of a deleted shop still have: they would be the new shop's.
    string FreeId()
    {
        var paid = payments.Read().Newest.Select(payment => payment.ShopId).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"tshop{number:D8}"))
            .First(id => shops.Find(id) is null && !paid.Contains(id));
    }
}
