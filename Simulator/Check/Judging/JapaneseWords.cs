using System.Text.RegularExpressions;

namespace KantanSim.Check.Judging;

/// <summary>The check's own English words about steps, in Japanese. What was sent and answered stays as it is.</summary>
internal static partial class JapaneseWords
{
    static readonly (Regex Pattern, string Japanese)[] Sentences =
    [
        (PlaceOrder(), "注文$1を$2円で行う"), (ShipOrder(), "注文$1を発送する"), (CancelOrder(), "注文$1を取り消す"),
        (RepriceOrder(), "注文$1の金額を変える"), (AgainOrder(), "注文$1をもう一度試す"), (JobsOrder(), "ジョブを実行する"),
        (CancelMonthOrder(), "注文$1の月を取り消す"), (Consumer(), "利用者：$1"), (TimesAtOnce(), "（同時に$1回）"), (Pass(), "$1 が経過する"),
        (Becomes(), "$1 になる"), (SendsAgain(), "ゲートウェイが $1 を再送する"), (Contract(), "店の契約を $1 にする"),
        (HookFailed(), "フック $1 が失敗しました："), (NotEnded(), "$1秒以内に終わりませんでした"),
    ];

    // Longer ones first: a part of them may be a word itself.
    static readonly (string English, string Japanese)[] Words =
    [
        ("a forged notification", "偽の結果通知"), ("a forged return", "偽の戻り"), ("the browser's return", "ブラウザでの戻り"),
        ("the connectivity test", "疎通テスト"), ("connectivity test", "疎通テスト"), ("the term ends", "期限が終わる"),
        ("a step that does not end", "終わらない操作"), ("no payment waits for the consumer", "支払いを待つ決済がありません"),
        ("there is no such order", "その注文はありません"), ("there is no payment", "決済がありません"),
        ("the order is paid", "注文は支払済みです"), ("the order can be paid", "注文はまだ支払えます"), ("it was never sent", "一度も送られていません"),
        ("the shop has no URL for it", "店に送り先のURLがありません"),
    ];

    // Only as a whole: they are common words.
    static readonly Dictionary<string, string> Alone = new(StringComparer.Ordinal)
    {
        ["done"] = "完了",
        ["settle"] = "落ち着くまで待つ",
        ["restart"] = "再起動",
        ["break"] = "故障させる",
        ["mend"] = "直す",
    };

    /// <summary>The text with its known words in Japanese.</summary>
    public static string Of(string english)
    {
        if (Alone.TryGetValue(english, out var alone)) return alone;
        var text = Sentences.Aggregate(english, (before, one) => one.Pattern.Replace(before, one.Japanese));
        return Words.Aggregate(text, (before, one) => before.Replace(one.English, one.Japanese, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bplace order (\d+) for (\d+) yen")]
    private static partial Regex PlaceOrder();

    [GeneratedRegex(@"\bship order (\d+)")]
    private static partial Regex ShipOrder();

    [GeneratedRegex(@"\bcancel order (\d+)")]
    private static partial Regex CancelOrder();

    [GeneratedRegex(@"\breprice order (\d+)")]
    private static partial Regex RepriceOrder();

    [GeneratedRegex(@"\bagain order (\d+)")]
    private static partial Regex AgainOrder();

    [GeneratedRegex(@"\bjobs order \d+")]
    private static partial Regex JobsOrder();

    [GeneratedRegex(@"\bcancelMonth order (\d+)")]
    private static partial Regex CancelMonthOrder();

    [GeneratedRegex(@"\bconsumer: (\w+)")]
    private static partial Regex Consumer();

    [GeneratedRegex(@", (\d+) times at once")]
    private static partial Regex TimesAtOnce();

    [GeneratedRegex(@"\b(P[\dTDHMS.]+) pass\b")]
    private static partial Regex Pass();

    [GeneratedRegex(@"\bit becomes (\d\d:\d\d)")]
    private static partial Regex Becomes();

    [GeneratedRegex(@"\bthe gateway sends (\w+) again")]
    private static partial Regex SendsAgain();

    [GeneratedRegex(@"\bthe shop's contract is (\w+)")]
    private static partial Regex Contract();

    [GeneratedRegex(@"\bthe hook (\w+) failed: ")]
    private static partial Regex HookFailed();

    [GeneratedRegex(@"It did not end within (\d+) s\.?")]
    private static partial Regex NotEnded();
}
