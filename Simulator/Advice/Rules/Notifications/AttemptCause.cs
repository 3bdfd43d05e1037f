using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Why an attempt to deliver a notification does not count as received, in one sentence.</summary>
internal static class AttemptCause
{
    public static Note Of(NotificationAttempt attempt)
    {
        if (attempt.Notes is [var note, ..]) return note with { Ja = note.Ja.Length == 0 ? note.En : note.Ja };
        return attempt.End switch
        {
            AttemptResult.NotGood => new("Your shop answered 1 (NG).", "お店は「1」（NG）を返しました。"),
            AttemptResult.WrongBody => WrongBody(ReplyKind.Of(attempt.Reply)),
            AttemptResult.WrongStatus => new(
                $"Your shop answered {attempt.HttpStatus} instead of 200 with the body 0.",
                $"お店は「0」を本文とする200ではなく、{attempt.HttpStatus} を返しました。"),
            AttemptResult.NoAnswer => new("Your shop did not answer within 15 s.", "お店から15秒以内に応答がありませんでした。"),
            _ => new($"Your shop was not reached ({attempt.Outcome}).", $"お店に届きませんでした（{attempt.Outcome}）。"),
        };
    }

    static Note WrongBody(Note reply) => new(
        $"Your shop answered 200 with {reply.En} instead of 0.", $"お店は「0」ではなく、{reply.Ja}を 200 で返しました。");
}
