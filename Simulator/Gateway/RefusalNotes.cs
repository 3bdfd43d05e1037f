using System.Net;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>What came, and why it was refused, where the refusal's code alone does not say so. Secrets are told of by their form only.</summary>
internal static class RefusalNotes
{
    public static readonly Note NotRequested = new(
        "The payment has not been requested: the browser came before the shop called Exec, so there is no Token yet.",
        "決済がまだ実行されていません。お店がExecを呼ぶ前にブラウザが来たため、Tokenがありません。");

    public static readonly Note WrongAccessPass = new(
        "The AccessPass that came is not the one of the Entry answer with this AccessID.",
        "AccessPassが、このAccessIDを返したEntryの応答のものと一致しません。");

    public static readonly Note AccessIdUnknown = new(
        "No payment has the AccessID that came. It may have been forgotten by a reset, or belong to another gateway.",
        "このAccessIDの取引はありません。リセットで消去されたか、別のゲートウェイの取引です。");

    public static Note AccessIdFormat(string came) => new(
        $"The AccessID that came has {came.Length} characters; 32 hexadecimal digits are needed.",
        $"AccessIDが{came.Length}文字です。32桁の16進数が必要です。");

    public static Note OtherMethod(Transaction transaction, string api) => new(
        $"The payment is one of the method {transaction.Method}; {api} belongs to another.",
        $"この取引の決済手段は {transaction.Method} です。{api} は別の決済手段のAPIです。");

    /// <summary>How a Token that came differs from the one that Exec answered.</summary>
    public static Note Token(string answered, string came) => came switch
    {
        "" => new("No Token came, or an empty one. The page posts AccessID and Token of the Exec answer.",
            "Tokenがないか、空です。Execの応答のAccessIDとTokenを送信してください。"),
        _ when came.Trim() == answered => new("The Token that came has white space around it, such as the line break at the end of the Exec answer.",
            "Tokenの前後に空白や改行が付いています（Execの応答の末尾の改行など）。"),
        _ when came.Replace(' ', '+').Trim() == answered => new(
            "The Token that came has a space where the Exec answer has a +: it was not percent-encoded. In a form or URL a + means a space; send %2B.",
            "Tokenの「+」が空白になっています。パーセントエンコードされていません。フォームやURLでは「+」は空白を表すため、%2B として送信してください。"),
        _ when Uri.UnescapeDataString(came) == answered => new("The Token was percent-encoded twice.", "Tokenが二重にパーセントエンコードされています。"),
        _ when WebUtility.HtmlDecode(came) == answered => new("The Token that came contains HTML entities.", "TokenにHTMLの文字参照が含まれています。"),
        _ when came.Equals(answered, StringComparison.OrdinalIgnoreCase) => new("The Token that came differs in upper and lower case.",
            "Tokenの大文字・小文字が異なります。"),
        _ when answered.StartsWith(came, StringComparison.Ordinal) => new(
            $"The Token that came has {came.Length} characters, the first of the {answered.Length} of the Exec answer: it was cut.",
            $"Tokenが途中で切れています（{answered.Length}文字中、先頭の{came.Length}文字）。"),
        _ => new(
            $"The Token that came is not the one of the Exec answer ({came.Length} characters, {answered.Length} are expected). Each payment has its own.",
            $"Tokenが、Execの応答のものと一致しません（{came.Length}文字、正しくは{answered.Length}文字）。Tokenは取引ごとに異なります。"),
    };

    /// <summary>Whether the return to RetURL crossed sites, on which cookies depend.</summary>
    public static Note Return(Uri gateway, Uri shop) => SiteComparer.IsCrossSite(gateway, shop)
        ? new($"The return crossed sites, from {gateway.Host} to {shop.Host}, as in production: cookies with SameSite=Lax or Strict do not come with this post.",
            $"本番と同じく、{gateway.Host} から {shop.Host} へサイトをまたいで戻りました。SameSite=Lax または Strict のCookieはこのPOSTでは送られません。")
        : new($"The return did not cross sites ({shop.Host}), unlike in production: cookies came that a browser keeps back there. "
                + "Use 127.0.0.1 for one and localhost for the other to see it.",
            $"本番と異なり、同じサイト（{shop.Host}）の中で戻りました。本番では送られないCookieも送られています。"
                + "本番と同じにするには、一方を 127.0.0.1、他方を localhost で開いてください。");
}
