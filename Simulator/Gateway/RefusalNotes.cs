using System.Net;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Explains a refusal further than its error code does. A secret is described only by how it differs, never shown.</summary>
internal static class RefusalNotes
{
    public static readonly Note NotRequested = new(
        "The payment has not been requested: the browser opened StartURL before the shop called Exec, so there is no Token yet.",
        "決済がまだ実行されていません。お店がExecを呼ぶ前にブラウザが来たため、Tokenがありません。");

    public static readonly Note WrongAccessPass = new(
        "The AccessPass does not match the Entry answer with this AccessID.",
        "AccessPassが、このAccessIDを返したEntryの応答のものと一致しません。");

    public static readonly Note AccessIdUnknown = new(
        "No payment has this AccessID. It may have been deleted by a reset, or belong to another gateway.",
        "このAccessIDの取引はありません。リセットで消去されたか、別のゲートウェイの取引です。");

    public static readonly Note PaymentGone = new(
        "The payment no longer exists: it was deleted meanwhile, or its shop has ended.",
        "この取引はもうありません。途中で消去されたか、ショップの期限が切れました。");

    public static Note AccessIdFormat(string received) => new(
        $"The AccessID has {received.Length} characters; 32 hexadecimal digits are expected.",
        $"AccessIDが{received.Length}文字です。32桁の16進数が必要です。");

    public static Note OtherMethod(Transaction transaction, string api) => new(
        $"The payment uses the method {transaction.Method}; {api} belongs to another method.",
        $"この取引の決済手段は {transaction.Method} です。{api} は別の決済手段のAPIです。");

    /// <summary>How the received Token differs from the one in the Exec answer.</summary>
    public static Note Token(string expected, string received)
    {
        if (received.Length == 0)
            return new("The Token is missing or empty. The page must post AccessID and Token of the Exec answer.",
                "Tokenがないか、空です。Execの応答のAccessIDとTokenを送信してください。");
        if (received.Trim() == expected)
            return new("The Token has white space around it, such as the line break at the end of the Exec answer.",
                "Tokenの前後に空白や改行が付いています（Execの応答の末尾の改行など）。");
        if (IsPlusLost(expected, received))
            return new("The Token has a space where the Exec answer has a +: it was not percent-encoded. "
                    + "In a form or URL a + means a space; send %2B.",
                "Tokenの「+」が空白になっています。パーセントエンコードされていません。"
                    + "フォームやURLでは「+」は空白を表すため、%2B として送信してください。");
        if (Uri.UnescapeDataString(received) == expected)
            return new("The Token was percent-encoded twice.", "Tokenが二重にパーセントエンコードされています。");
        if (WebUtility.HtmlDecode(received) == expected)
            return new("The Token contains HTML entities.", "TokenにHTMLの文字参照が含まれています。");
        if (received.Equals(expected, StringComparison.OrdinalIgnoreCase))
            return new("The Token differs in upper and lower case.", "Tokenの大文字・小文字が異なります。");
        if (expected.StartsWith(received, StringComparison.Ordinal))
            return new($"The Token was truncated: it has the first {received.Length} of {expected.Length} characters.",
                $"Tokenが途中で切れています（{expected.Length}文字中、先頭の{received.Length}文字）。");
        return new(
            $"The Token does not match the Exec answer ({received.Length} characters received, {expected.Length} expected). "
                + "Each payment has its own.",
            $"Tokenが、Execの応答のものと一致しません（{received.Length}文字、正しくは{expected.Length}文字）。"
                + "Tokenは取引ごとに異なります。");
    }

    /// <summary>Whether a Token was sent without percent-encoding, so that its <c>+</c> became spaces.</summary>
    public static bool IsPlusLost(string expected, string received) =>
        received.Trim() != expected && received.Replace(' ', '+').Trim() == expected;

    /// <summary>Whether the return to RetURL crosses sites, which decides about the cookies that the browser sends.</summary>
    public static Note Return(Uri gateway, Uri shop) => SiteComparer.IsCrossSite(gateway, shop)
        ? new($"The return crossed sites, from {gateway.Host} to {shop.Host}, as in production: "
                + "cookies with SameSite=Lax or Strict are not sent with this POST.",
            $"本番と同じく、{gateway.Host} から {shop.Host} へサイトをまたいで戻りました。"
                + "SameSite=Lax または Strict のCookieはこのPOSTでは送られません。")
        : new($"The return did not cross sites ({shop.Host}), unlike in production: the browser also sent cookies that it withholds there. "
                + "To reproduce production, use 127.0.0.1 for one and localhost for the other.",
            $"本番と異なり、同じサイト（{shop.Host}）の中で戻りました。"
                + "本番では送られないCookieも送られています。"
                + "本番と同じにするには、一方を 127.0.0.1、他方を localhost で開いてください。");
}
