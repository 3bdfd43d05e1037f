using System.Globalization;

namespace KantanSim.Check.Recording;

/// <summary>What the person is told.</summary>
internal sealed record InitWords(
    string Open, string Place, string Paid, string Ship, string Cancel, string Written, string Stopped)
{
    public static readonly IReadOnlyList<string> Languages = ["en", "ja"];

    static readonly InitWords English = new(
        Open: "Use your shop at {0} for this; it passes everything on to {1} and records it.",
        Place: "Step 1 of 3: place an order at your shop and pay it at the wallet. Waiting …",
        Paid: "Paid: order {0}, {1} yen. "
            + "When your shop shows it as paid, open the page or API that tells the order's state, then press Enter.",
        Ship: "Step 2 of 3: ship the order at your shop, and look at its state again. "
            + "Press Enter when it is done, or if your shop cannot ship.",
        Cancel: "Step 3 of 3: cancel the order, or give the money back, and look at its state again. Press Enter.",
        Written: "Written: {0}. Lines with CHANGE need you: {1}. Then run: kantansim check run --file {0}",
        Stopped: "Stopped. Nothing was written.");

    static readonly InitWords Japanese = new(
        Open: "お店は {0} で開いてください。すべて {1} へ送られ、記録されます。",
        Place: "手順1/3: お店で注文し、お支払い画面で支払ってください。待っています …",
        Paid: "支払い済み: 注文 {0}、{1} 円。"
            + "お店で支払い済みになったら、注文の状態を返すページかAPIを開いてから、Enterを押してください。",
        Ship: "手順2/3: お店で注文を発送し、状態をもう一度見てください。終わったら、または発送できない場合も、Enterを押してください。",
        Cancel: "手順3/3: 注文をキャンセル（返金）し、状態をもう一度見てください。Enterを押してください。",
        Written: "{0} を作成しました。CHANGE と書かれた行を直してください: {1} 行。続けて: kantansim check run --file {0}",
        Stopped: "中止しました。何も作成していません。");

    /// <param name="language">One of <see cref="Languages"/>.</param>
    public static InitWords In(string language) => language == "ja" ? Japanese : English;

    public static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
