#pragma warning disable format // aligned tables
namespace KantanSim.Check.Files;

/// <summary>The codes of diagnostics that only a shop's file has.</summary>
internal static class CheckDiagnosticCode
{
    /// <summary>Two keys or words exclude each other.</summary>
    public const string Conflict        = "conflict";
    /// <summary>A key stands in the wrong place.</summary>
    public const string MisplacedKey    = "misplaced-key";
    public const string BadUrl          = "bad-url";
    public const string BadPath         = "bad-path";
    public const string BadName         = "bad-name";
    public const string BadTemplate     = "bad-template";
    public const string UnknownVariable = "unknown-variable";
    public const string MissingVariable = "missing-variable";
}
