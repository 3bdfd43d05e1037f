using KantanSim.Gateway;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Evidence;

/// <summary>
/// What was wrong with the fields of a refused call that a script sends by itself, so that the script is refused in the same way.
/// </summary>
/// <param name="unsaved">A sentence about each call that a script cannot repeat is added here.</param>
internal sealed class RefusedIdentity(PaymentRecord record, List<string> unsaved)
{
    // Passwords are masked: these get the same errors. An AccessPass has 32 characters; a ShopPass has up to 10 letters and digits.
    const string WrongPass = "wrong";
    const string MalformedPass = "wrong-password";
    static readonly string WrongAccessPass = WrongPass.PadRight(32, '0');

    // Not sent by a script: kept only when they are the reason of the refusal.
    public static readonly string[] ClientFields = ["ClientField1", "ClientField2", "ClientField3", "ClientFieldFlag"];

    readonly Transaction payment = record.Payment;

    /// <summary>
    /// The fields that were missing, with an empty value, and those that were wrong. Null: a script cannot repeat the call.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Of(RefusedCall call)
    {
        if (call.Errors.Count == 0) return new Dictionary<string, string>();
        var fields = Wrong(call);
        if (WhyNot(call, fields) is not { } reason) return fields;
        unsaved.Add($"not saved: {call.Api} at {Jst.Readable(call.At)}, refused with {string.Join("|", call.Errors)}: {reason}.");
        return null;
    }

    Dictionary<string, string> Wrong(RefusedCall call)
    {
        var identity = ScriptDefaults.Identity(call.Api);
        var missing = identity.Where(name => call[name].Length == 0).Select(name => (Name: name, Value: (string?)""));
        var sent = identity.Concat(ClientFields).Where(name => call[name].Length > 0);
        var wrong = sent.Select(name => (Name: name, Value: Wrong(name, call)));
        return missing.Concat(wrong).Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value!);
    }

    string? Wrong(string name, RefusedCall call) => name switch
    {
        "ShopID" => Unless(payment.ShopId, call[name]),
        "OrderID" => Unless(payment.OrderId, call[name]),
        "AccessID" => Unless(payment.AccessId, call[name]),
        "PayType" => Unless(ScriptDefaults.PayType(IsContract), call[name]),
        "ShopPass" => ShopPass(call),
        "AccessPass" => AccessPass(call),
        _ => call.IsAbout(name) ? call[name] : null,
    };

    bool IsContract => payment.Method.EndsWith("Continuance", StringComparison.Ordinal);

    static string? Unless(string right, string sent) => sent == right ? null : sent;

    string? ShopPass(RefusedCall call)
    {
        if (call.Has(GatewayErrors.ShopPassFormat)) return MalformedPass;
        return call.Has(GatewayErrors.ShopUnknown) && call["ShopID"] == payment.ShopId && !IsScripted(call) ? WrongPass : null;
    }

    static string? AccessPass(RefusedCall call)
    {
        if (call.Has(GatewayErrors.AccessPassFormat)) return MalformedPass;
        return call.Notes.Contains(RefusalNotes.WrongAccessPass) ? WrongAccessPass : null;
    }

    // A rule of the scenario can refuse a call whose fields are right.
    bool IsScripted(RefusedCall call) =>
        record.Scenario.Rules.Any(rule => rule.Then is ScenarioAction.Refuse { Errors: var errors } && call.Errors.Any(errors.Contains));

    static string? WhyNot(RefusedCall call, Dictionary<string, string> fields)
    {
        if (call.Has(GatewayErrors.TransactionOfOtherShop) && fields.ContainsKey("ShopID")) return "a script has only one shop";
        if (call.Has(GatewayErrors.NotPost) || call.Has(GatewayErrors.BodyUnreadable)) return "a script sends forms by POST only";
        return fields.Values.Any(value => value.Contains('\uFFFD')) ? "a field has bytes that are no text" : null;
    }
}
