using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>Cases of the same kind: their ids begin with the same letter.</summary>
internal sealed record CaseGroup(char Letter, Note Name)
{
    static readonly IReadOnlyList<CaseGroup> All =
    [
        new('P', new("Registration and request", "取引登録と決済要求")),
        new('W', new("Consumer", "利用者")),
        new('N', new("Notification", "結果通知")),
        new('F', new("Forged messages", "偽のメッセージ")),
        new('Q', new("Search", "取引照会")),
        new('S', new("Sale, cancel, change", "売上・取消・金額変更")),
        new('D', new("Durability", "障害への耐性")),
        new('R', new("Recurring", "継続課金")),
        new('B', new("Books", "帳簿の一致")),
    ];

    public static CaseGroup Of(string id) =>
        All.FirstOrDefault(group => group.Letter == id[0]) ?? new(id[0], new("Other", "その他"));
}
