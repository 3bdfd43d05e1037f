using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a field's rule, from its declaration.</summary>
internal static class FieldRuleModel
{
    /// <param name="options">Those of the shop.</param>
    /// <param name="failed">The codes of the call; the checks that give them are marked.</param>
    public static Dictionary<string, object?> Of(
        FieldRule rule, ProtocolOptions options, IReadOnlySet<ErrorCode> failed, string api) => new()
        {
            ["name"] = rule.Name,
            ["about_en"] = rule.About.En,
            ["about_ja"] = rule.About.Ja,
            // The example of a password is that of the built-in shop.
            ["example"] = SecretNames.IsSecret(rule.Name) ? "" : rule.Example,
            ["required"] = rule.MissingError is not null,
            ["missing"] = rule.MissingError is { } missing && failed.Contains(missing),
            ["checks"] = rule.Checks.Select(check => Check(check, options, failed)),
            ["sure"] = rule.SizeFact.Confidence.ToString().ToLowerInvariant(),
            ["sure_en"] = FidelityCell.Name(rule.SizeFact.Confidence).En,
            ["sure_ja"] = FidelityCell.Name(rule.SizeFact.Confidence).Ja,
            ["place"] = FidelityPage.PathOf("fields", rule.Name),
            // The place of the field in the API browser.
            ["openapi"] = $"/docs/api/#gateway/POST/payment/{api}.idPass.body.{rule.Name}",
        };

    static Dictionary<string, object?> Check(FieldCheck check, ProtocolOptions options, IReadOnlySet<ErrorCode> failed)
    {
        var constraint = check.Constraint(options);
        return new()
        {
            ["en"] = constraint.Description,
            ["ja"] = constraint.DescriptionJa,
            ["code"] = check.Error.InFamily(options.CodeFamily).Info,
            ["failed"] = failed.Contains(check.Error),
        };
    }
}
