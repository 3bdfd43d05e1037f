using System.Net.Http.Headers;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>
/// Explains, from a merchant's answer, why a notification does not count as received. Whether it does is not decided here.
/// </summary>
internal static class ResponseNotes
{
    const int Unauthorized = 401;
    const int MaxLocationCharacters = 300;

    /// <param name="redactor">Masks secrets in the merchant's headers.</param>
    public static IReadOnlyList<Note> Of(MerchantResponse answer, Redactor redactor) => answer switch
    {
        { HttpStatus: >= 300 and < 400 } => [Redirect(answer, redactor)],
        { HttpStatus: Unauthorized } => [Challenge(answer, redactor)],
        { HttpStatus: 200, ByteOrderMark: { } encoding } => [new(
            $"The body begins with a byte order mark ({encoding}): save the answering file without it, so that 0 is the first byte.",
            $"本文の先頭にバイトオーダーマーク（{encoding}）があります。応答するファイルを BOM なしで保存し、「0」が先頭のバイトになるようにしてください。")],
        _ => [],
    };

    static Note Redirect(MerchantResponse answer, Redactor redactor)
    {
        if (answer.Location is not { } location)
            return new($"Your shop answered {answer.HttpStatus} without Location; the gateway does not follow redirects.",
                $"お店は Location のないリダイレクト（{answer.HttpStatus}）を返しました。ゲートウェイはリダイレクトに従いません。");
        var to = Truncate(redactor.MaskUrl(location));
        return new($"Your shop answered {answer.HttpStatus} to {to}; the gateway does not follow redirects.",
            $"お店は {to} へのリダイレクト（{answer.HttpStatus}）を返しました。ゲートウェイはリダイレクトに従いません。");
    }

    static string Truncate(string url) => url.Length > MaxLocationCharacters ? $"{url[..MaxLocationCharacters]}…" : url;

    static Note Challenge(MerchantResponse answer, Redactor redactor)
    {
        if (!AuthenticationHeaderValue.TryParse(answer.Challenge, out var challenge))
            return new("Your shop answered 401 without WWW-Authenticate: it requires a sign-in, which the gateway cannot do.",
                "お店は WWW-Authenticate のない 401 を返しました。ゲートウェイはログインできません。");
        var realm = Realm(challenge) is { Length: > 0 } name ? redactor.MaskKnownValues(name) : "-";
        if (!challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return new($"Your shop asks for {challenge.Scheme} authentication (realm \"{realm}\"); the gateway can send Basic only.",
                $"お店は {challenge.Scheme} 認証（realm「{realm}」）を求めています。ゲートウェイが送れるのは Basic 認証だけです。");
        return answer.HadCredentials
            ? new($"Your shop rejected the user and password of the notification URL (Basic, realm \"{realm}\").",
                $"結果通知URLのユーザー名とパスワードは、お店に拒否されました（Basic 認証、realm「{realm}」）。")
            : new(
                $"Your shop asks for Basic authentication (realm \"{realm}\"): write user and password into the notification URL, "
                    + "as https://user:password@host/path, or exempt this path from authentication.",
                $"お店は Basic 認証（realm「{realm}」）を求めています。"
                    + "結果通知URLを https://user:password@host/path の形にするか、このパスを認証の対象から外してください。");
    }

    static string? Realm(AuthenticationHeaderValue challenge)
    {
        foreach (var part in (challenge.Parameter ?? "").Split(','))
        {
            if (!NameValueHeaderValue.TryParse(part.Trim(), out var pair)) continue;
            if (pair.Name.Equals("realm", StringComparison.OrdinalIgnoreCase)) return pair.Value?.Trim('"');
        }
        return null;
    }
}
