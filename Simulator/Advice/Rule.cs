using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>
/// A rule of the advice. It is pure: the same history gives the same findings. A rule that judges an absence, such as no search, overrides
/// <see cref="JudgesAt"/>; what came late is still in the history, so that the finding disappears then.
/// </summary>
internal abstract class Rule
{
    /// <summary>The simulated time for which a shop can be silent before an absence is a fault.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Maximum number of messages that a finding shows; the last ones count.</summary>
    public const int MaxEvidence = 10;

    /// <summary>The number in the documents, from 1 to 39.</summary>
    public abstract int Number { get; }

    /// <summary>The name in the API, in settings and in the documents' links: lower case with hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>The usual severity. A finding can have another one.</summary>
    public abstract Severity Severity { get; }

    /// <summary>How sure the fact about the gateway is that the rule rests on. A supposed one is never an error.</summary>
    public virtual Confidence Confidence => Confidence.Confirmed;

    public abstract RuleText Text { get; }

    /// <summary>The findings about a payment, or about a shop's calls that belong to no payment. Each is a fault of its own.</summary>
    public abstract IEnumerable<Finding> Judge(History history);

    /// <summary>The next simulated time at which the result can change although nothing happens; null for none.</summary>
    public virtual DateTimeOffset? JudgesAt(History history) => null;

    /// <summary>
    /// Whether the rule also judges a payment that KantanSim has played in the shop's place: it judges only what the shop has answered.
    /// </summary>
    public virtual bool JudgesPlayed => false;

    /// <summary>Whether the rule does not apply to a shop, because of what the shop declares.</summary>
    public virtual bool IsOffFor(History history) => false;

    /// <param name="evidence">Oldest first. Of more than <see cref="MaxEvidence"/>, the last ones are kept.</param>
    /// <param name="severity">Null: the rule's.</param>
    protected Finding Found(DateTimeOffset at, Note sentence, IEnumerable<Evidence> evidence, Severity? severity = null) => new()
    {
        Rule = Id,
        Severity = severity ?? Severity,
        At = at,
        Sentence = sentence,
        Evidence = [.. evidence.TakeLast(MaxEvidence)],
    };
}
