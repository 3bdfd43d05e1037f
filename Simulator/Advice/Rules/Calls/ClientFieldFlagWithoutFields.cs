using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>30: ClientFieldFlag asks for ClientFields that are not sent.</summary>
internal sealed class ClientFieldFlagWithoutFields : CallRule
{
    static readonly string[] Fields = ["ClientField1", "ClientField2", "ClientField3"];

    public override int Number => 30;

    public override string Id => "client-field-flag-without-fields";

    public override Severity Severity => Severity.Hint;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("ClientFieldFlag without fields", "ClientFieldのないClientFieldFlag"),
        new("A payment request had ClientFieldFlag=1 and no ClientField1, ClientField2 or ClientField3.",
            "決済の実行に ClientFieldFlag=1 が指定されたが、ClientField1～3 がどれも指定されていない。"),
        new("The flag returns the three fields to RetURL. Without them nothing comes back.",
            "この指定は3つの項目をRetURLに返すためのものです。項目がなければ何も返りません。"),
        new("Send the fields that you want back, or leave the flag out.",
            "返してほしい項目を送信するか、ClientFieldFlagを外してください。"));

    public override IEnumerable<Finding> Judge(History history) => FoundByApi(history, HasFlagOnly, Sentence);

    static bool HasFlagOnly(Observation call) =>
        IsPaymentRequest(call) && ValueOf(call, "ClientFieldFlag") == "1"
        && !Fields.Any(field => ValueOf(call, field).Length > 0);

    static string ValueOf(Observation call, string field) => call.Request.GetValueOrDefault(field, "");

    static Note Sentence(List<Observation> calls) => new(
        $"Your shop sent ClientFieldFlag=1 to {calls[^1].Api} without ClientField1 to 3; nothing will be returned in them.",
        $"お店は {calls[^1].Api} に ClientFieldFlag=1 を指定しましたが、ClientField1～3 がないため、何も返りません。");
}
