using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads <c>shop</c>: an account that exists, or one that is created for each case.</summary>
internal sealed class AccountReader(DiagnosticBag diagnostics)
{
    const string Created = "{ create: true, notifyUrl: URL }";

    public ShopAccount? Read(YamlNode node)
    {
        if (node is YamlScalarNode { Value: "create" })
        {
            var message = $"a shop of its own for each case needs a notification URL: {Created}";
            diagnostics.Add(node.Start, DiagnosticCode.MissingKey, message);
            return null;
        }
        if (YamlSection.Create(node, "\"shop\"", diagnostics, CheckKeys.Account) is not { } shop) return null;
        var isCreated = (shop["create"] ?? shop["notifyUrl"]) is not null;
        if (isCreated) return ReadCreated(shop);
        var (id, pass) = (shop.Require("id"), shop.Require("pass"));
        if (id is null || pass is null) return null;
        var (shopId, shopPass) = (shop.Text(id, "id"), shop.Text(pass, "pass"));
        return shopId is null || shopPass is null ? null : new ShopAccount.Existing(shopId, shopPass);
    }

    ShopAccount.Created? ReadCreated(YamlSection shop)
    {
        if ((shop["id"] ?? shop["pass"]) is { } existing)
            diagnostics.Add(existing.Start, CheckDiagnosticCode.Conflict, $"write either {{ id: …, pass: … }} or {Created}");
        if (shop.Require("create") is { } create && shop.Flag(create, "create") is false)
            diagnostics.Add(create.Start, DiagnosticCode.UnknownValue, "\"create\" takes true; without it write id and pass");
        if (shop.Require("notifyUrl") is not { } node) return null;
        return new TemplateReader(diagnostics, VariableNames.Account).Url(node, "notifyUrl") is { } url ? new(url) : null;
    }
}
