using System.Text.Json.Serialization;

namespace KantanSim.Operations;

/// <summary>The body of an error response: an RFC 9457 problem document.</summary>
internal sealed record Problem(
    string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null, TransactionView? Transaction = null)
{
    /// <summary>The title in Japanese; the English one where there is no Japanese one.</summary>
    [JsonIgnore]
    public string TitleJa { get; init; } = Title;

    /// <summary>The detail in Japanese; the English one where there is no Japanese one.</summary>
    [JsonIgnore]
    public string DetailJa { get; init; } = Detail;

    /// <summary>Whether there is a Japanese detail.</summary>
    [JsonIgnore]
    public bool IsTranslated => DetailJa != Detail;

    /// <param name="title">One of <see cref="ProblemTitles"/>.</param>
    /// <param name="detail">The Japanese text may be null.</param>
    public static Problem Of(
        int status, (string En, string Ja) title, (string En, string? Ja) detail,
        IReadOnlyList<FieldError>? errors = null, TransactionView? transaction = null) =>
        new("about:blank", title.En, status, detail.En, errors, transaction) { TitleJa = title.Ja, DetailJa = detail.Ja ?? detail.En };

    /// <summary>The document in Japanese: title, detail and what is allowed.</summary>
    public Problem InJapanese() => this with
    {
        Title = TitleJa,
        Detail = DetailJa,
        Errors = Errors is null ? null : [.. Errors.Select(error => error with { Allowed = error.AllowedJa })],
    };
}
