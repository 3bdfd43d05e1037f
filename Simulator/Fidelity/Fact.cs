namespace KantanSim.Fidelity;

/// <summary>How well it is known that the live service behaves like the simulator.</summary>
internal enum Confidence
{
    /// <summary>A public source describes exactly this.</summary>
    Confirmed,
    /// <summary>A public source describes the same for a sibling method or for the gateway's common layer.</summary>
    Analogy,
    /// <summary>No public source was found: the behaviour is our choice.</summary>
    Supposed,
}

/// <summary>A confidence, and the public source that it rests on.</summary>
/// <param name="Ja">The source in Japanese.</param>
internal sealed record Fact(Confidence Confidence, string Source, string Ja);

/// <summary>The public sources. No confidential specification was read.</summary>
internal static class Facts
{
    const string Client = "GMO-PG's PHP client module 3.110 (github minpaku/gmo)";
    const string ClientJa = "GMO-PGのPHPクライアントモジュール3.110（github minpaku/gmo）";
    const string Errors = "GMO-PG's error table as transcribed in github motionpicture/gmo-service and pepabo/gmopg";
    const string ErrorsJa = "GMO-PGのエラーコード表の写し（github motionpicture/gmo-service、pepabo/gmopg）";
    const string Plugins = "GMO-PG's plugins for EC-CUBE 2 and 4";
    const string PluginsJa = "EC-CUBE 2・4用のGMO-PGプラグイン";
    const string Traffic =
        "traffic with the gateway's test server, recorded 2013 to 2020 for sibling methods (github t-k/gmo-payment-ruby)";
    const string TrafficJa = "テスト環境との通信の記録、2013～2020年、他の決済方法（github t-k/gmo-payment-ruby）";
    const string SizeNotes = "field sizes of siblings noted in github k1LoW/gmo-pg-php";
    const string SizeNotesJa = "他の決済方法の項目長の記録（github k1LoW/gmo-pg-php）";
    const string Recurring = "clients for carriers' recurring billing (github pocake/gmo-payment-carrier)";
    const string RecurringJa = "キャリア継続課金のクライアント（github pocake/gmo-payment-carrier）";

    /// <summary>The official client has it for this method.</summary>
    public static readonly Fact Module = new(Confidence.Confirmed, Client, ClientJa);
    /// <summary>The error table has it for this method, or for every method.</summary>
    public static readonly Fact Table = new(Confidence.Confirmed, Errors, ErrorsJa);
    /// <summary>The error table has it; that this method sends it too is an analogy.</summary>
    public static readonly Fact Shared = new(Confidence.Analogy, Errors, ErrorsJa);
    /// <summary>A table of the card's codes lists ErrCode and ErrInfo side by side.</summary>
    public static readonly Fact CardCodes =
        new(Confidence.Confirmed, "a public table of card codes (github tricot-inc/errors-gmopg)",
            "公開されているカード決済のエラーコード表（github tricot-inc/errors-gmopg）");
    public static readonly Fact Recorded = new(Confidence.Confirmed, Traffic, TrafficJa);
    public static readonly Fact RecordedSiblings = new(Confidence.Analogy, Traffic, TrafficJa);
    public static readonly Fact Sizes = new(Confidence.Analogy, SizeNotes, SizeNotesJa);
    public static readonly Fact SiblingReceivers =
        new(Confidence.Analogy, $"{Plugins}: the fields that their receivers read for au, docomo, SoftBank and Rakuten",
            $"{PluginsJa}：au、ドコモ、ソフトバンク、楽天の受信処理が読む項目");
    public static readonly Fact CommonReceiver =
        new(Confidence.Confirmed, $"{Plugins}: what their receivers do for every method", $"{PluginsJa}：全決済方法に共通する受信処理");
    public static readonly Fact Carriers = new(Confidence.Analogy, Recurring, RecurringJa);
    public static readonly Fact SoftBank =
        new(Confidence.Analogy, $"{Recurring}: SoftBank's recurring method has the same set of fields",
            $"{RecurringJa}：ソフトバンクの継続課金が同じ項目を持つ");
    public static readonly Fact SameWallet =
        new(Confidence.Analogy, "another gateway's client for the same wallet (VeriTrans MDK)", "同じウォレットの他社クライアント（VeriTrans MDK）");
    public static readonly Fact FlowPage =
        new(Confidence.Confirmed, "GMO-PG's public page on the method: the eleven-step flow", "GMO-PGの公開ページ：11ステップの流れ");
    public static readonly Fact ShopManual =
        new(Confidence.Confirmed, "a shop platform's manual page on the method (makeshop)", "ショップ構築サービスのマニュアル（makeshop）");
    public static readonly Fact Agent =
        new(Confidence.Confirmed, "developer.sbpayment.jp on the wallet", "developer.sbpayment.jpのウォレットのページ");
    public static readonly Fact Points =
        new(Confidence.Confirmed, "point.recruit.co.jp on the wallet's points", "point.recruit.co.jpのポイントのページ");
    public static readonly Fact NotedByMerchants =
        new(Confidence.Confirmed, "merchants' public code and notes on the gateway's notifications",
            "結果通知についての加盟店の公開コードと記事");
    public static readonly Fact LinkType =
        new(Confidence.Supposed, "the keys that the link type was seen to send to shops in 2016", "リンクタイプが2016年にショップへ送った項目");
    public static readonly Fact Chosen = new(Confidence.Supposed, "no public source found: our choice", "公開資料なし：独自に決めたもの");
}
