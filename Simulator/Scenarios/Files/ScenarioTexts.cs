#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>What hooks, actions and their parameters are, in both languages, for pages and documents.</summary>
internal static class ScenarioTexts
{
    static readonly Dictionary<string, string> Japanese = new()
    {
        ["received"]              = "加盟店の呼び出しが届いたとき。まだ何も処理していない",
        ["deciding"]              = "ゲートウェイが呼び出しを処理する直前",
        ["answering"]             = "処理結果を保存し、応答を返す直前",
        ["starting"]              = "ブラウザが StartURL に来たとき",
        ["walletOpened"]          = "ブラウザがウォレットに来たとき",
        ["notifying"]             = "結果通知を送る直前",
        ["returning"]             = "ブラウザが RetURL に戻る直前",
        ["charging"]              = "継続課金の月次課金を行う直前",

        ["then proceed"]          = "シナリオがないときと同じ動き",
        ["then delay"]            = "同じことを遅らせて行う",
        ["delay.by"]              = "遅らせる時間",
        ["then drop"]             = "接続を切る。`answering` では処理結果は保存済み",
        ["then hang"]             = "応答を返さない。`answering` では処理結果は保存済み",
        ["hang.for"]              = "呼び出し元が切らない限り接続を保つ時間。省略時は PT5M",
        ["then httpStatus"]       = "応答の代わりに、本文のない HTTP ステータスを返す",
        ["httpStatus.code"]       = "ステータス。省略時は 503",
        ["then garble"]           = "応答のバイト列が途中で壊れる",
        ["then refuse"]           = "ゲートウェイが拒否する。取引は変わらない",
        ["refuse.errors"]         = "ErrInfo、またはそのリスト",
        ["then arriveLate"]       = "支払期限を過ぎてから利用者が来る",
        ["then askPerson"]        = "ウォレットの画面を表示し、人が操作する",
        ["then approve"]          = "利用者が支払う",
        ["approve.member"]        = "ログインする会員。省略時はウォレットの既定の会員",
        ["approve.points"]        = "`none`（既定）、`all`、またはポイント数",
        ["approve.coupon"]        = "使うクーポン。省略時は使わない",
        ["approve.card"]          = "使うカード。省略時は会員の1枚目",
        ["approve.clicks"]        = "応答が来るまでに支払ボタンを押す回数",
        ["approve.tabs"]          = "決済画面を開くタブの数。どのタブでも支払おうとする",
        ["approve.goesBack"]      = "完了後にブラウザの「戻る」で戻り、もう一度支払う",
        ["approve.reloads"]       = "ショップへ戻る画面をもう一度読み込む",
        ["then cancel"]           = "利用者がキャンセルを押す",
        ["then leave"]            = "利用者が画面を閉じ、戻ってこない",
        ["then decline"]          = "ウォレットが決済を断る",
        ["decline.error"]         = "ErrInfo。省略時はカード拒否のもの",
        ["then lose"]             = "利用者の操作の結果がゲートウェイに正しく届かない。期限まで状態は変わらない",
        ["lose.error"]            = "ブラウザがショップに持ち帰る ErrInfo。省略時は「ウォレットと通信できない」のもの",
        ["then omit"]             = "送らない",
        ["then send"]             = "送り方を変える",
        ["send.times"]            = "送る回数",
        ["send.together"]         = "それぞれ別の接続で同時に送る",
        ["send.again"]            = "受け取られた後、この時間が過ぎてからもう一度送る（結果通知のみ）",
        ["send.connectivityTest"] = "先に疎通確認（E00000000）を送る（結果通知のみ）",
        ["send.fields"]           = "値を変える、または追加する項目。空の値はその項目を省く",
        ["then fail"]             = "その月の課金に失敗する",
        ["fail.error"]            = "ErrInfo。省略時は RC3000113。RC3000114 は契約を強制終了する",
    };

    static readonly Dictionary<string, LocalText> Labels = new()
    {
        ["received"]     = new("Call arrives",       "呼び出しの到着"),
        ["deciding"]     = new("Gateway processes",  "ゲートウェイの処理"),
        ["answering"]    = new("Answer",             "応答"),
        ["starting"]     = new("StartURL",           "StartURL"),
        ["walletOpened"] = new("Wallet",             "ウォレット"),
        ["notifying"]    = new("Notification",       "結果通知"),
        ["returning"]    = new("Return to the shop", "ショップへの戻り"),
        ["charging"]     = new("Monthly charge",     "月次課金"),
    };

    /// <summary>A hook in a word or two.</summary>
    public static LocalText Label(Hook hook) => Labels[hook.Name];

    /// <summary>A hook with an action: <c>Notification: it is not sent</c>.</summary>
    public static LocalText Label(Hook hook, ActionDefinition definition)
    {
        var about = About(definition);
        return new($"{Label(hook).En}: {about.En}", $"{Label(hook).Ja}：{about.Ja}");
    }

    /// <summary>What has a Japanese text: <c>received</c>, <c>then delay</c>, <c>delay.by</c>.</summary>
    public static IEnumerable<string> Keys => Japanese.Keys;

    public static LocalText About(Hook hook) => new(hook.About, Japanese[hook.Name]);

    public static LocalText About(ActionDefinition definition) => new(definition.About, Japanese[$"then {definition.Name}"]);

    public static LocalText About(ActionDefinition definition, ActionParameter parameter) =>
        new(parameter.About, Japanese[$"{definition.Name}.{parameter.Name}"]);
}
