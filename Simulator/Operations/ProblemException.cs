namespace KantanSim.Operations;

/// <summary>Ends a call of the control API or of a page with a problem document.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;

    /// <summary>404.</summary>
    /// <param name="what">What was looked for, such as <c>shop</c>.</param>
    public static ProblemException NotFound(string what, string id) =>
        new(Problem.Of(404, ProblemTitles.NotFound, ($"There is no {what} \"{id}\".", $"「{id}」は見つかりません。")));

    /// <summary>409.</summary>
    public static ProblemException Conflict(string detail, TransactionView? transaction = null, string? ja = null) =>
        new(Problem.Of(409, ProblemTitles.NotAllowedNow, (detail, ja), transaction: transaction));

    /// <summary>400, with all errors of the request.</summary>
    public static ProblemException BadRequest(IReadOnlyList<FieldError> errors)
    {
        var sentences = errors.Select(error => error.Describe()).ToList();
        var en = string.Join("; ", sentences.Select(sentence => sentence.En));
        var ja = string.Concat(sentences.Select(sentence => sentence.Ja));
        return new(Problem.Of(400, ProblemTitles.InvalidRequest, (en, ja), errors));
    }
}
