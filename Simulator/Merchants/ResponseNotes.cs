using System.Net.Http.Headers;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>What in a merchant's answer explains that it does not count as received. How it is read is decided elsewhere.</summary>
internal static class ResponseNotes
{
    const int Unauthorized = 401;
    const int LongestLocation = 300;

    /// <param name="by">Masks secrets in what the merchant's headers say.</param>
    public static IReadOnlyList<Note> Of(MerchantResponse answer, Redactor by) => answer switch
    {
        { HttpStatus: >= 300 and < 400 } => [Redirect(answer, by)],
        { HttpStatus: Unauthorized } => [Challenge(answer, by)],
        { HttpStatus: 200, ByteOrderMark: { } encoding } => [new(
            $"The body begins with a byte order mark ({encoding}): save the file that answers without one, so that 0 is the first byte.",
            $"本文の先頭にバイトオーダーマーク（{encoding}）があります。応答するファイルを BOM なしで保存し、「0」が先頭のバイトになるようにしてください。")],
        _ => [],
    };

    static Note Redirect(MerchantResponse answer, Redactor by) => answer.Location is { } location && Shown(location, by) is var to
        ? new($"Your shop answered {answer.HttpStatus} to {to}; the gateway does not follow redirects.",
            $"お店は {to} への {answer.HttpStatus} を返しました。ゲートウェイはリダイレクトに従いません。")
        : new($"Your shop answered {answer.HttpStatus} without Location; the gateway does not follow redirects.",
            $"お店は Location のない {answer.HttpStatus} を返しました。ゲートウェイはリダイレクトに従いません。");

    // The query is masked field by field: its names tell what is a secret.
    static string Shown(string location, Redactor by)
    {
        var query = location.IndexOf('?', StringComparison.Ordinal) + 1;
        var shown = UrlPassword.Mask(query == 0 ? by.MaskText(location) : by.MaskKnownValues(location[..query]) + by.MaskText(location[query..]));
        return shown.Length > LongestLocation ? $"{shown[..LongestLocation]}…" : shown;
    }

    static Note Challenge(MerchantResponse answer, Redactor by)
    {
        if (!AuthenticationHeaderValue.TryParse(answer.Challenge, out var asked))
            return new("Your shop answered 401 without WWW-Authenticate: it wants a sign-in that the gateway cannot do.",
                "お店は WWW-Authenticate のない 401 を返しました。ゲートウェイはログインできません。");
        var realm = Realm(asked) is { Length: > 0 } name ? by.MaskKnownValues(name) : "-";
        if (!asked.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return new($"Your shop asks for {asked.Scheme} authentication (realm \"{realm}\"); the gateway can send Basic only.",
                $"お店は {asked.Scheme} 認証（realm「{realm}」）を求めています。ゲートウェイが送れるのは Basic 認証だけです。");
        return answer.HadUser
            ? new($"Your shop does not take the user and password of the notification URL (Basic, realm \"{realm}\").",
                $"結果通知URLのユーザー名とパスワードは、お店に拒否されました（Basic 認証、realm「{realm}」）。")
            : new(
                $"Your shop asks for Basic authentication (realm \"{realm}\"): write user and password into the notification URL, "
                    + "as https://user:password@host/path, or let this path in without.",
                $"お店は Basic 認証（realm「{realm}」）を求めています。結果通知URLを https://user:password@host/path の形にするか、このパスを認証の対象から外してください。");
    }

    static string? Realm(AuthenticationHeaderValue challenge) =>
        (challenge.Parameter ?? "").Split(',').Select(part => NameValueHeaderValue.TryParse(part.Trim(), out var pair) ? pair : null)
            .FirstOrDefault(pair => pair?.Name.Equals("realm", StringComparison.OrdinalIgnoreCase) == true)?.Value?.Trim('"');
}
