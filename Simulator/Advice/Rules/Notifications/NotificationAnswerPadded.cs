using KantanSim.Fidelity;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>10: the shop answers 0, but with white space or a byte order mark around it.</summary>
internal sealed class NotificationAnswerPadded : AnswerRule
{
    /// <summary>The byte order mark of UTF-8, as it looks in a body that was read as UTF-8 or as CP932.</summary>
    static readonly string[] Marks = ["\uFEFF", Cp932.Decode([0xEF, 0xBB, 0xBF])];

    public override int Number => 10;

    public override string Id => "notification-answer-padded";

    public override Severity Severity => Severity.Review;

    // UNVERIFIED: that white space does no harm, and that a byte order mark does.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Notification answered with more than 0", "結果通知への応答の「0」に余分な文字がある"),
        new("A result notification with true fields was answered with 200 and a 0 that has spaces, line breaks or a byte order mark around "
                + "it.",
            "内容に誤りのない結果通知に対して、前後に空白・改行・バイトオーダーマークが付いた「0」を200で返した。"),
        new("The documents say that the body is just 0. KantanSim supposes that white space does no harm and that a byte order mark does; "
                + "the gateway may be stricter.",
            "応答の本文は「0」だけと定められています。KantanSim は空白と改行を許し、バイトオーダーマークを許しませんが、本番はもっと厳しいかもしれません。"),
        new("Answer with exactly one byte, 0: no line break at the end, and source files saved without a byte order mark.",
            "「0」の1バイトだけを返してください。末尾の改行を付けず、ソースファイルは BOM なしで保存してください。"));

    /// <summary>Whether the body is a 0 with something invisible around it.</summary>
    public static bool Is(NotificationAttempt attempt) => attempt switch
    {
        { End: AttemptResult.Received, Reply: not (null or "0") } => true,
        { End: AttemptResult.WrongBody, Reply: { } reply } => MarkIn(reply) is { } mark && reply[mark.Length..].Trim() == "0",
        _ => false,
    };

    protected override bool IsFault(NotificationAttempt attempt) => Is(attempt);

    protected override Note Sentence(Notification notification, NotificationAttempt attempt, string time)
    {
        var padding = attempt.End == AttemptResult.WrongBody
            ? new Note("a byte order mark before the 0", "「0」の前にバイトオーダーマーク")
            : new Note("white space around the 0", "「0」の前後に空白または改行");
        return new(
            $"Your shop answered the notification {notification.Status} at {time} with {padding.En}; only 0 is known to be accepted.",
            $"お店は{time}の結果通知（{notification.Status}）に対して、{padding.Ja}を付けて返しました。確実に受け付けられるのは「0」だけです。");
    }

    static string? MarkIn(string reply) => Array.Find(Marks, mark => reply.StartsWith(mark, StringComparison.Ordinal));
}
