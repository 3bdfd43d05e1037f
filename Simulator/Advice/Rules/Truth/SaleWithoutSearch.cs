using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>12: the shop sold without SearchTradeMulti after the result.</summary>
internal sealed class SaleWithoutSearch : Rule
{
    public override int Number => 12;

    public override string Id => "sale-without-search";

    public override Severity Severity => Severity.Hint;

    public override RuleText Text => new(
        new("Sale without a search", "照会せずに実売上"),
        new("RecruitSales succeeded after the result was told, but the shop had not asked SearchTradeMulti since the consumer decided. "
                + "Off for a shop with ResultFrom notification.",
            "結果が伝えられてから RecruitSales が成功するまでの間に、SearchTradeMulti で照会していない。ResultFrom が notification のお店には適用しない。"),
        new("Anybody can post a notification or a return to your shop. Only the gateway's own answer says what was paid, and how much.",
            "結果通知やブラウザの戻りは、だれでもお店に送れます。支払いの有無と金額を確かめられるのは、ゲートウェイ自身の応答だけです。"),
        new("Before the sale ask SearchTradeMulti, and compare Status and Amount with the order.",
            "実売上の前に SearchTradeMulti で照会し、Status と Amount を注文と照合してください。"));

    public override bool IsOffFor(History history) => history.Shop.ResultFrom == ResultSource.Notification;

    public override IEnumerable<Finding> Judge(History history) =>
        from sale in Sale.Of(history).Where(sale => !sale.IsRefused).Take(1)
        where sale is { IsResultKnown: true, ReportAgainstSale: null }
        where !history.Searches.Any(search => Looks.IsForResult(history, search) && Looks.IsAfter(sale.Call, search))
        select Found(sale.Call.At, Sentence(history, sale.Call), [history.EvidenceOf(sale.Call)]);

    static Note Sentence(History history, Observation call) => new(
        $"Your shop sold at {JstTime.Of(call.At, history.Now)} without asking SearchTradeMulti after the result.",
        $"お店は結果を SearchTradeMulti で照会せずに、{JstTime.Of(call.At, history.Now)}に実売上を行いました。");
}
