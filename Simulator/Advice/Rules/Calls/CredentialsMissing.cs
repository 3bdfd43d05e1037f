using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>26: ShopPass or AccessPass is missing in call after call.</summary>
internal sealed class CredentialsMissing : CallRule
{
    /// <summary>So many calls of an API in a row are a habit.</summary>
    const int MinCalls = 3;

    static readonly (string Field, ErrorCode Error)[] Passwords =
        [("ShopPass", GatewayErrors.ShopPassMissing), ("AccessPass", GatewayErrors.AccessPassMissing)];

    public override int Number => 26;

    public override string Id => "credentials-missing";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Password missing again and again", "パスワードが繰り返し欠けている"),
        new("Three or more calls of an API in a row had no ShopPass or no AccessPass.",
            "同じAPIの呼び出しが3回以上続けて、ShopPassまたはAccessPassを欠いていた。"),
        new("Such calls do nothing. On the live gateway repeated failures can look like an attack.",
            "その呼び出しは何も処理されません。本番では、失敗の繰り返しが攻撃とみなされることがあります。"),
        new("Send ShopID and ShopPass with every call, and the AccessID and AccessPass of the registration's answer with every call about "
                + "a payment. Store both with the order.",
            "すべての呼び出しにShopIDとShopPassを、取引についての呼び出しには登録の応答のAccessIDとAccessPassを付けてください。"
                + "両方を注文と一緒に保存してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from call in history.Payment is null ? history.CallsOfShop : history.Calls
        group call by call.Api into ofApi
        let calls = Rows(ofApi)
            .Where(row => row.Count >= MinCalls && (history.Payment is not null || !AreOfOnePayment(row)))
            .MaxBy(row => row.Count)
        where calls is not null
        select Found(history, ofApi.Key, calls, Sentence(calls));

    // Those are told with the payment.
    static bool AreOfOnePayment(List<Observation> calls) =>
        calls[0].AccessId is { } accessId && calls.All(call => call.AccessId == accessId);

    // Faulty calls with no good one between them.
    static List<List<Observation>> Rows(IEnumerable<Observation> calls)
    {
        List<List<Observation>> rows = [[]];
        foreach (var call in calls)
        {
            if (Missing(call).Any()) rows[^1].Add(call);
            else if (rows[^1].Count > 0) rows.Add([]);
        }
        return rows;
    }

    // A call without any other field was not read at all, and a misspelt name is told by rule 29.
    static IEnumerable<string> Missing(Observation call) =>
        from password in Passwords
        where Answers.HasError(call, password.Error) && call.Request.GetValueOrDefault("ShopID", "").Length > 0
        where call.FormFaults?.Unknown.Any(unknown => unknown.Suggestion == password.Field) != true
        select password.Field;

    static Note Sentence(List<Observation> calls)
    {
        var call = calls[^1];
        var (names, errors) = (string.Join(", ", Missing(call)), Answers.Codes(call));
        return new(
            $"Your shop called {call.Api} {calls.Count} times in a row without {names}; the gateway refused it with {errors}.",
            $"お店は {call.Api} を{calls.Count}回続けて {names} なしで呼び出しました。ゲートウェイは {errors} で拒否しました。");
    }
}
