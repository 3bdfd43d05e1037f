using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of why a call was refused: its codes, and the rules of the fields that they are about.</summary>
internal sealed class RefusalModel(ProtocolCatalog protocol, ShopRepository shops, ProtocolOptions options)
{
    /// <summary>A call's refusal; empty for one that was not refused.</summary>
    /// <param name="Fields">The names of the fields that the codes are about. Case is ignored.</param>
    internal sealed record Refusal(
        IEnumerable<Dictionary<string, object?>> Codes, IEnumerable<Dictionary<string, object?>> Rules, IReadOnlySet<string> Fields);

    public Refusal Of(Exchange call)
    {
        List<ErrorCatalogEntry> codes = [.. CallOutcomes.ErrorsOf(call).Select(GatewayErrors.Meaning)];
        var own = shops.Find(call.ShopId) is { } shop ? options.For(shop) : options;
        List<FieldRule> rules = protocol.Find(call.Api) is { } operation
            ? [.. codes.SelectMany(code => RulesOf(operation, code)).Distinct()]
            : [];
        var failed = codes.Select(CodeOf).ToHashSet();
        return new(
            codes.Select(Code), rules.Select(rule => FieldRuleModel.Of(rule, own, failed, call.Api)),
            rules.Select(rule => rule.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    // The fields whose checks give the code; else those that the catalogue names, such as ShopID/ShopPass.
    static IEnumerable<FieldRule> RulesOf(Operation operation, ErrorCatalogEntry code)
    {
        FieldRule[] all = [.. operation.Fields, CommonFields.Version];
        var checking = Array.FindAll(all, rule => rule.Codes.Contains(CodeOf(code)));
        var named = code.Field.Split('/', '+');
        return checking.Length > 0 ? checking : Array.FindAll(all, rule => named.Contains(rule.Name));
    }

    // An E01 code stands for the code that the checks name.
    static ErrorCode CodeOf(ErrorCatalogEntry entry) => new(entry.AliasOf ?? entry.Info);

    static Dictionary<string, object?> Code(ErrorCatalogEntry entry) => new()
    {
        ["info"] = entry.Info,
        ["en"] = entry.En,
        ["ja"] = entry.Ja,
        ["place"] = FidelityPage.PathOf("errors", entry.Info),
    };
}
