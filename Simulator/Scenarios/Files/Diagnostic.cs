#pragma warning disable format // aligned tables
using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>One error in a file or its folder.</summary>
/// <param name="File">The path, beginning with the folder as it was given.</param>
/// <param name="Line">From 1; also 1 when the error concerns the whole file.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Code">A short English name of the kind of error, such as those of <see cref="DiagnosticCode"/>.</param>
/// <param name="Message">One English sentence without a full stop.</param>
/// <param name="Suggestion">The word that was probably meant.</param>
internal sealed record Diagnostic(string File, int Line, int Column, string Code, string Message, string? Suggestion = null)
{
    /// <summary>The format that editors and CI logs turn into a link.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column} {Code} {Message}") +
        (Suggestion is null ? "" : $" (did you mean \"{Suggestion}\"?)");
}

/// <summary>The codes of a <see cref="Diagnostic"/> in scenario files; files of other kinds add their own.</summary>
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
    public const string WrongHook       = "wrong-cue"; // The code is public and keeps the earlier name of hooks.
    public const string UnreachableRule = "unreachable-rule";
}
