using System.Globalization;
using KantanSim.Check.Reports;
using KantanSim.Commands;
using KantanSim.Evidence;
using KantanSim.Evidence.Html;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Mcp;

/// <summary>Explains a payment with the sentences of its page.</summary>
internal sealed class PaymentExplainer(
    PaymentRecordReader reader, IPaymentSentences sentences, MerchantActions actions, Ledger ledger, JobSchedule schedule, RequestUrl url)
{
    public async Task<PaymentExplanation> Explain(Transaction payment)
    {
        var record = await reader.Read(payment);
        var said = sentences.Of(record);
        return new(
            TransactionView.WithTimeline(record.Payment, ledger, schedule),
            English(said.Happened), English(said.Causes), [.. record.Findings.Select(finding => Finding(finding, record.Payment))],
            [.. MessageList.Of(record, isJapanese: false).Select(Message)], English(said.Next),
            [.. OfConsumer(record.Payment), .. OfShop(record.Payment)]);
    }

    static List<string> English(IEnumerable<Note> notes) => [.. notes.Select(note => PrintableText.Of(note.En))];

    // Without the messages that show it: they are in the timeline.
    static AdviceView Finding(Advice.Finding finding, Transaction payment) =>
        AdviceView.Of(new(finding, payment.ShopId, payment.OrderId, payment.AccessId, payment.Number), [], isJapanese: false);

    static string Message(MarkedStep marked)
    {
        var step = marked.Step;
        var number = step.Step is { } one ? string.Create(CultureInfo.InvariantCulture, $" [{one}]") : "";
        string?[] remarks =
        [
            step.Note, marked.Lost?.Why.En, marked.Altered?.En, marked.IsAnswerLost ? "its answer did not arrive" : null, .. step.Notes,
        ];
        var said = string.Concat(remarks.Where(remark => !string.IsNullOrEmpty(remark)).Distinct().Select(remark => $"; {remark}"));
        return $"{Jst.Readable(step.At)}{number} {marked.From} to {marked.To}: {PrintableText.Of(step.What + said)}";
    }

    static IEnumerable<string> OfConsumer(Transaction payment) => ConsumerDriver.IsAwaited(payment)
        ? ["the consumer decides: play_consumer, or the StartURL in a browser"]
        : [];

    IEnumerable<string> OfShop(Transaction payment) =>
        from action in actions.Of(payment, url.Base)
        where action.Refusal.Count == 0
        select $"the shop calls {action.Operation.Api}: {action.Operation.Brief.En}";
}
