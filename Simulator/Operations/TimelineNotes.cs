using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KantanSim.Protocol;

namespace KantanSim.Operations;

/// <summary>
/// Translates the notes of timeline entries, and the reasons for which a scenario was chosen, into Japanese. They are stored in English, as
/// the control API returns them. A note has one or more parts, separated by semicolons.
/// </summary>
internal static partial class TimelineNotes
{
    // The meanings of error codes; several codes have the same meaning in both languages.
    static readonly FrozenDictionary<string, string> Meanings = GatewayErrors.All
        .DistinctBy(error => error.En)
        .ToFrozenDictionary(error => error.En, error => error.Ja);

    static readonly (Regex English, string Japanese)[] Parts =
    [
        .. from pair in (IEnumerable<(string English, string Japanese)>)
        [
            (@"seen by the gateway only through step 2", "ゲートウェイはステップ2で知る"),
            (@"as the scenario says", "シナリオの指定"),
            (@"altered or repeated by the scenario", "シナリオの指定により変更または再送"),
            (@"the scenario left the call without an answer", "シナリオの指定により、応答を返しませんでした"),
            (@"the scenario broke the connection", "シナリオの指定により、接続を切断しました"),
            (@"the scenario answered HTTP (\d+) instead", "シナリオの指定により、代わりに HTTP $1 を返しました"),
            (@"the scenario broke bytes of the answer", "シナリオの指定により、応答のバイト列を壊しました"),
            (@"what waited for it goes out now", "保留していた結果通知を送信"),
            (@"the scenario lets the consumer arrive after the payment term; the clock was not moved",
                "シナリオの指定により、利用者は支払期限後に到着（時計は動かしていません）"),
            (@"by an operator", "画面またはAPIの操作"),
            (@"sent by (.+)", "送信元：$1"),
            (@"received", "受信済み"),
            (@"not received: the merchant answered 1 \(NG\)", "未受信：お店が「1」（NG）を返した"),
            (@"not received: the answer is 200, but its body is not 0", "未受信：HTTP 200だが本文が「0」ではない"),
            (@"not received: HTTP (\d+) instead of 200 with the body 0", "未受信：200と本文「0」ではなくHTTP $1"),
            (@"no answer within (\d+) s", "$1秒以内に応答なし"),
            (@"not delivered", "届かなかった"),
            (@"not delivered: (.+)", "届かなかった：$1"),
            (@"not sent: the scenario omits it", "送信しない：シナリオの指定"),
            (@"the shop has no notification URL", "ショップに通知先URLがない"),
            (@"next try at (.+)", "次の送信は$1"),
            (@"header (\S+)", "ヘッダー $1"),
            (@"armed", "予約"),
            (@"match on (.+)", "matchの条件に一致（$1）"),
            (@"scenario of shop (\S+)", "ショップ $1 の設定"),
            (@"default", "既定"),
        ]
        select (new Regex($"^{pair.English}$", RegexOptions.CultureInvariant), pair.Japanese),
    ];

    /// <summary>
    /// The note in Japanese. A part without a translation, such as an address or a message of the system, stays as it is.
    /// </summary>
    public static string ToJapanese(string note) =>
        Whole(note) ?? string.Join('、', note.Split("; ").Select(part => Whole(part) ?? part));

    static string? Whole(string text)
    {
        if (Meanings.TryGetValue(text, out var meaning)) return meaning;
        if (Code().Match(text) is { Success: true } code && Meanings.TryGetValue(code.Groups["meaning"].Value, out var ofCode))
            return $"{code.Groups["code"]} {ofCode}";
        foreach (var (english, japanese) in Parts)
        {
            var match = english.Match(text);
            if (match.Success) return match.Result(japanese);
        }
        return null;
    }

    [GeneratedRegex(@"\A(?<code>[A-Z0-9]{9}) (?<meaning>.+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
