using System.Text.Json.Serialization;

namespace KantanSim.Operations;

/// <summary>One thing that is wrong with a request: where, what stands there, what is allowed.</summary>
internal sealed record FieldError(string Field, string? Value, string Allowed)
{
    /// <summary>What is allowed, for the desk's pages in Japanese.</summary>
    [JsonIgnore]
    public string AllowedJa { get; init; } = Allowed;
}

/// <summary>The body of an error: RFC 9457.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null, TransactionView? Transaction = null)
{
    /// <summary>The detail, for the desk's pages in Japanese.</summary>
    [JsonIgnore]
    public string DetailJa { get; init; } = Detail;
}

/// <summary>Ends a control call with a problem document.</summary>
internal sealed class ProblemException(int status, string title, string detail, IReadOnlyList<FieldError>? errors = null, TransactionView? transaction = null, string? ja = null)
    : Exception(detail)
{
    public Problem Problem { get; } = new("about:blank", title, status, detail, errors, transaction) { DetailJa = ja ?? detail };

    public static ProblemException NotFound(string what, string id) => new(404, "Not found", $"There is no {what} \"{id}\".", ja: $"「{id}」は見つかりません。");

    public static ProblemException Conflict(string detail, TransactionView? transaction = null, string? ja = null) => new(409, "The state forbids it", detail, transaction: transaction, ja: ja);

    public static ProblemException BadRequest(IReadOnlyList<FieldError> faults) =>
        new(400, "The request does not fit", string.Join("; ", faults.Select(fault => $"{fault.Field} is {Shown(fault.Value)}; allowed: {fault.Allowed}")), faults);

    static string Shown(string? value) => value is null ? "missing" : $"\"{value}\"";
}
