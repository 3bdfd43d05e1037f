using KantanSim.Transactions;

namespace KantanSim.Tests.Check.Proof;

/// <summary>What the planted bugs do, for docs/check.md.</summary>
internal static class PlantedBugTexts
{
    static readonly Note[] Texts =
    [
        new("takes the browser's return for proof of payment", "ブラウザの戻りだけで支払済みにする"),
        new("takes a notification for proof of payment, without a search", "結果通知だけを信じ、照会で確かめない"),
        new("does not compare the amount", "金額を照合しない"),
        new("does not compare the ShopID", "ShopID を照合しない"),
        new("does not compare OrderID and AccessID with each other", "OrderID と AccessID の組を照合しない"),
        new("makes an order of a notification that matches none", "身に覚えのない結果通知から注文を作る"),
        new("ships at the notification and again at the return", "結果通知とブラウザの戻りの両方で発送する"),
        new("checks whether it was shipped and then ships, without a lock", "発送済みかの確認と発送の間にロックがない"),
        new("remembers notifications in memory only", "受信済みの結果通知をメモリにだけ覚える"),
        new("takes a second status of the same AccessID for a duplicate", "AccessID が同じなら、別の状態の通知も重複とみなす"),
        new("moves an order back to an older status", "古い通知で、進んだ注文の状態を戻す"),
        new("answers 0 before it has saved", "保存する前に 0 を返す"),
        new("answers 0 when it fails", "例外が起きても 0 を返す"),
        new("answers OK instead of 0", "0 ではなく OK を返す"),
        new("answers 0 inside HTML", "HTML の中に 0 を書いて返す"),
        new("answers a duplicate with an error", "重複した通知にエラーを返す"),
        new("searches in the notification's handler, without a time limit", "結果通知の処理中に、時間制限なしで照会する"),
        new("has no job that searches for open orders", "未確定の注文を照会する定期処理がない"),
        new("has a job that gives up after an hour", "定期処理が1時間で諦める"),
        new("takes REQSUCCESS for paid", "REQSUCCESS を支払済みとみなす"),
        new("takes any notification without an error for paid", "エラーのない結果通知をすべて支払済みとみなす"),
        new("takes EXPIRED for paid", "EXPIRED を支払済みとみなす"),
        new("leaves an order open after PAYFAIL", "PAYFAIL でも注文を未確定のままにする"),
        new("demands a card part above 0", "カード払いの金額が1円以上でないと認めない"),
        new("compares the card part with the total", "カード払いの金額を合計と照合する"),
        new("uses an OrderID again for the next attempt", "やり直しに同じ OrderID を使う"),
        new("takes a lost answer for a refusal", "応答がないと、拒否されたとみなす"),
        new("starts a new purchase after a lost answer", "応答がないと、新しい取引を始める"),
        new("repeats calls without end and without growing pauses", "間隔を空けずに、呼び出しを際限なく繰り返す"),
        new("repeats a sale after a lost answer, without a search", "実売上の応答がないと、照会せずに繰り返す"),
        new("ships before the sale is answered", "実売上の応答の前に発送する"),
        new("ships although the sale was refused", "実売上が拒否されても発送する"),
        new("refunds twice", "二重に返金する"),
        new("captures the old price after a change", "金額を変更しても、元の金額で実売上を行う"),
        new("ships and never captures", "発送しても実売上を行わない"),
        new("takes HTTP 200 for success", "HTTP 200 を成功とみなす"),
        new("reads only the first of several error codes", "複数のエラーコードの先頭しか読まない"),
        new("sends fields in UTF-8", "UTF-8 で送る"),
        new("finds the order of a return by the session cookie", "ブラウザの戻りの注文を、セッション Cookie で探す"),
        new("revives a cancelled order when a late payment comes", "キャンセル済みの注文を、遅れて届いた支払いで復活させる"),
    ];

    /// <param name="number">Of the bug, from 1.</param>
    public static Note Of(int number) => Texts[number - 1];
}
