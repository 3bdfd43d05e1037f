using System.Text.RegularExpressions;

namespace KantanSim.Operations;

/// <summary>
/// Translates timeline entries into Japanese. They are stored in English, as the control API returns them; names of calls stay as they are.
/// </summary>
internal static class TimelineTranslations
{
    // Each fault can be injected into a call and into its answer.
    static readonly (string English, string Japanese)[] Messages =
    [
        (@"(\w+) has come", "$1 を受信"),
        (@"answer of (\w+)", "$1 の応答"),
    ];

    static readonly (string English, string Japanese)[] Faults =
    [
        (@"delayed by (.+)", "$2 遅延"),
        (@"left without an answer", "応答しない"),
        (@"connection broken off", "接続を切断"),
        (@"answered with HTTP (\d+) instead", "HTTP $2 で応答"),
        (@"answered with broken bytes", "壊れたバイト列で応答"),
    ];

    static readonly (Regex English, string Japanese)[] Translations =
    [
        .. from pair in (IEnumerable<(string English, string Japanese)>)
        [
            .. from message in Messages
               from fault in Faults
               select ($"{message.English}: {fault.English}", $"{message.Japanese}：{fault.Japanese}"),
            (@"purchase", "購入"),
            (@"plays scenario (.+)", "シナリオ $1 を適用"),
            (@"the rule for (\w+) could not be played", "$1 の規則を適用できなかった"),
            (@"(\w+)", "$1"),
            (@"(\w+) refused", "$1 を拒否"),
            (@"result of (\w+)", "$1 の応答"),
            (@"payment request", "決済要求"),
            (@"authentication URL issued", "認証URLを発行"),
            (@"(\w+): authentication screen", "$1：認証画面へ"),
            (@"approves as (.+), and the card (.+) is refused", "$1 として承認したが、カード $2 が拒否された"),
            (@"approves as (.+)", "$1 として承認"),
            (@"signs in as (.+)", "$1 としてログイン"),
            (@"signs out", "ログアウト"),
            (@"cancels", "キャンセル"),
            (@"gives up: the card was refused", "カードが拒否されたため中止"),
            (@"leaves without deciding", "決めずに離脱"),
            (@"comes too late; the clock was not moved", "期限後に到着（時計は動かしていません）"),
            (@"pays, and is declined", "支払ったが拒否された"),
            (@"pays, and the gateway does not hear of it", "支払ったが、ゲートウェイに届いていない"),
            (@"a tester decides at the strip: (.+)", "テスター用の操作：$1"),
            (@"completion notice refused", "完了通知を拒否"),
            (@"completion notice: (.+)", "完了通知：$1"),
            (@"result notification (\w+) \(attempt (\d+)\)", "結果通知 $1（$2回目）"),
            (@"result notification (\w+) held until the browser is back", "結果通知 $1：ブラウザが戻るまで保留"),
            (@"result notification (\w+) put off by (.+)", "結果通知 $1：$2 延期"),
            (@"result notification (\d+) is sent again", "結果通知（$1件目）を再送"),
            (@"post to RetURL: (.+)", "RetURL への送信：$1"),
            (@"connectivity test: (.+)", "疎通テスト：$1"),
            (@"return by the browser refused", "ブラウザの戻りを拒否"),
            (@"return by the browser to RetURL", "ブラウザがRetURLへ戻る"),
            (@"the browser never comes back", "ブラウザは戻らない"),
            (@"the browser is back at the merchant", "ブラウザが加盟店に戻った"),
            (@"the browser has waited for the notification in vain", "ブラウザは結果通知を待ったが、届かなかった"),
            (@"payment term over", "支払期限切れ"),
            (@"the term is ended before its time", "期限を前倒しで終了"),
            (@"authorisation's validity over: it can no longer be captured", "仮売上の有効期限切れ（売上確定できません）"),
            (@"payment given back", "支払い分を返却"),
            (@"cannot end the contract", "契約を終了できない"),
            (@"ends the contract", "契約を終了"),
            (@"a month's charge is made: (.+)", "月の課金を作成：$1"),
            (@"a month is charged: (.+)", "月の課金を実行：$1"),
            (@"a month's charge fails: (.+)", "月の課金に失敗：$1"),
            (@"deposit of closing date (\S+): sale", "締め日 $1 の入金：売上"),
            (@"deposit of closing date (\S+): (.+)", "締め日 $1 の入金：$2"),
        ]
        select (new Regex($"^{pair.English}$", RegexOptions.CultureInvariant), pair.Japanese),
    ];

    /// <returns>Null when there is no translation.</returns>
    public static string? ToJapanese(string text)
    {
        foreach (var (english, japanese) in Translations)
        {
            var match = english.Match(text);
            if (match.Success) return match.Result(japanese);
        }
        return null;
    }
}
