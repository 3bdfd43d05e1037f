namespace KantanSim.Scenarios.Files;

/// <summary>One thing that is wrong in a scenario file or its folder.</summary>
/// <param name="File">The path as it was found from the folder that was named.</param>
/// <param name="Line">From 1; 1 also when the fault is the whole file's.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Code">One of <see cref="DiagnosticCode"/>.</param>
/// <param name="Message">One English sentence without a full stop.</param>
/// <param name="Suggestion">The word that was probably meant.</param>
internal sealed record Diagnostic(string File, int Line, int Column, string Code, string Message, string? Suggestion = null)
{
    /// <summary>The form that editors and CI logs turn into a link.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column} {Code} {Message}") +
        (Suggestion is null ? "" : $" (did you mean \"{Suggestion}\"?)");
}

/// <summary>Every code a <see cref="Diagnostic"/> can have.</summary>
internal static class DiagnosticCode
{
    public const string MissingFolder   = "missing-folder";
    public const string Unreadable      = "unreadable";
    public const string TooLarge        = "too-large";
    public const string NotUtf8         = "not-utf8";
    public const string BrokenYaml      = "broken-yaml";
    public const string EmptyFile       = "empty-file";
    public const string ManyDocuments   = "many-documents";
    public const string DuplicateKey    = "duplicate-key";
    public const string DuplicateName   = "duplicate-name";
    public const string UnknownKey      = "unknown-key";
    public const string MissingKey      = "missing-key";
    public const string WrongType       = "wrong-type";
    public const string EmptyValue      = "empty-value";
    public const string UnknownValue    = "unknown-value";
    public const string OutOfRange      = "out-of-range";
    public const string BadName         = "bad-name";
    public const string NameDiffers     = "name-differs";
    public const string BadFormula      = "bad-formula";
    public const string WrongCue        = "wrong-cue";
    public const string UnreachableRule = "unreachable-rule";
}
