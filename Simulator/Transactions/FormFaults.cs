namespace KantanSim.Transactions;

/// <summary>What a merchant's form has that the gateway does not read as it was probably meant. Secrets are masked.</summary>
internal sealed record FormFaults
{
    /// <summary>Why the body is no form, such as that it is JSON; null for a form and for an empty body.</summary>
    public Note? NoForm { get; init; }

    /// <summary>Maximum number of fields of each kind that are kept; of more, only the count is.</summary>
    public const int MaxKept = 5;

    /// <summary>The API's fields that are in the URL: passwords, and others that the body does not have. As many as the API has.</summary>
    public IReadOnlyList<string> InQuery { get; init; } = [];

    /// <summary>The notes about the first values whose bytes are UTF-8, with both readings.</summary>
    public IReadOnlyList<Note> Utf8 { get; init; } = [];

    /// <summary>The number of all values whose bytes are UTF-8.</summary>
    public int Utf8Count { get; init; }

    /// <summary>The first fields with a value whose names the API does not have.</summary>
    public IReadOnlyList<UnknownField> Unknown { get; init; } = [];

    /// <summary>The number of all fields with a value whose names the API does not have.</summary>
    public int UnknownCount { get; init; }
}

/// <summary>A field whose name the API does not have as it was sent.</summary>
/// <param name="Name">As it was sent, cut when it is very long.</param>
/// <param name="Suggestion">The field of the API that was probably meant; empty when none is similar.</param>
/// <param name="IsRead">Whether it was read as that field nevertheless, because only upper and lower case differ.</param>
internal sealed record UnknownField(string Name, string Suggestion = "", bool IsRead = false);
