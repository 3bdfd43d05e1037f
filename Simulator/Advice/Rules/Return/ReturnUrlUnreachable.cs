using System.Net;
using KantanSim.Configuration;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Return;

/// <summary>38: browsers cannot be sent to RetURL, or only the one on the shop's own machine.</summary>
internal sealed class ReturnUrlUnreachable : Rule
{
    public override int Number => 38;

    public override string Id => "return-url-unreachable";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("RetURL cannot be reached", "RetURL に到達できない"),
        new("The RetURL of a payment request is not an absolute http or https URL, or its host is loopback (such as localhost) although "
                + "consumers reach KantanSim by another host.",
            "決済実行の RetURL が http または https の絶対URLではない、または、利用者は別のホストで KantanSim を開くのに RetURL が localhost などを指している。"),
        new("The consumer's browser resolves RetURL on the consumer's machine. It does not know the shop's paths, and localhost is another "
                + "machine there.",
            "RetURL は利用者の端末のブラウザが開きます。ショップ内のパスだけでは開けず、localhost は利用者の端末自身を指します。"),
        new("Send the whole URL under which consumers see the shop, such as https://shop.example/return. Take its host from a setting.",
            "https://shop.example/return のように、利用者から見えるURL全体を送ってください。ホスト名は設定から取ります。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        // Calls that an operator made for the shop are not observed.
        if (history.Payment?.Request is not { ReturnUrl: var url } || RequestIn(history) is not { } call) return [];
        var shown = call.Request.GetValueOrDefault("RetURL", url);
        return ProblemOf(url, shown, history.PublicUrl) is { } sentence ? [Found(call.At, sentence, [history.EvidenceOf(call)])] : [];
    }

    static Observation? RequestIn(History history) => history.Calls.LastOrDefault(call => call.Answer.ContainsKey("StartURL"));

    static Note? ProblemOf(string url, string shown, string publicUrl)
    {
        if (!IsWebUrl(url, out var target)) return new(
            $"RetURL “{shown}” is not an absolute http or https URL; browsers cannot be sent there.",
            $"RetURL「{shown}」は http または https の絶対URLではないため、ブラウザを戻せません。");
        if (!IsLoopback(target) || !IsWebUrl(publicUrl, out var own) || IsLoopback(own)) return null;
        return new(
            $"RetURL {shown} is the consumer's own machine, because consumers open KantanSim at {publicUrl} and not on this machine.",
            $"利用者は {publicUrl} で KantanSim を開くため、RetURL {shown} は利用者の端末自身を指します。");
    }

    static bool IsWebUrl(string url, out Uri result) =>
        Uri.TryCreate(url, UriKind.Absolute, out result!) && (result.Scheme == Uri.UriSchemeHttp || result.Scheme == Uri.UriSchemeHttps);

    static bool IsLoopback(Uri url) =>
        ListenUrls.IsLocalhost(url.Host) || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
