namespace KantanSim.Commands;

/// <inheritdoc/>
internal sealed class JapaneseAdviceWords : AdviceWords
{
    public override string Fix => "対処：";

    public override string See => "参照：";

    public override string Evidence => "根拠：";

    public override string And => " 、";

    public override string Times => "文中の時刻は日本時間（+09:00）です。";

    public override string NoFindings => "指摘はありません。";

    public override string NoPayments => "決済はまだありません。";

    public override string NoShop => "ショップの指定がない呼び出し";

    public override string Order(string orderId, string shop) => $"ショップ {shop} の注文 {orderId}";

    public override string Calls(string shop) => $"決済に結び付かない、ショップ {shop} の呼び出し";

    public override string SwitchedOff(string shop, string rule, string reason) => $"ショップ {shop} で無効：{rule} — {reason}";

    public override string Counts(int findings, IEnumerable<(string Severity, int Count)> bySeverity) =>
        $"指摘{findings}件：{string.Join("、", bySeverity.Select(one => $"{one.Severity} {one.Count}件"))}";
}
