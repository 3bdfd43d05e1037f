using System.Globalization;
using System.Runtime.InteropServices;
using KantanSim.Advice;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Evidence.Html;

/// <summary>One payment as one HTML file, which is read offline and needs no script.</summary>
internal sealed class EvidenceHtml(PageTemplates templates, IPaymentSentences sentences)
{
    /// <summary>Messages that are listed at most, and how many of them are the last ones when some are left out.</summary>
    public const int MaxMessages = 400, LastMessages = 100;

    /// <param name="gateway">The base of KantanSim's URLs.</param>
    public string Write(PaymentRecord record, string gateway, Language language) => templates.Render(
        "Evidence/Html/evidence.html", language, Model(record, gateway, new ReportLanguage(language == Language.Ja)));

    Dictionary<string, object?> Model(PaymentRecord record, string gateway, ReportLanguage language)
    {
        var messages = MessageList.Of(record, language.IsJapanese);
        var shown = CappedList<MarkedStep>.Of(messages, MaxMessages, LastMessages);
        var answers = sentences.Of(record);
        var payment = HtmlPayment.Of(Facts(record, language), gateway, language, messages);
        payment["folded"] = false;
        payment["attempts_open"] = true;
        return new()
        {
            ["pay"] = payment,
            ["sentences"] = answers.Happened.Select(language.Of),
            ["causes"] = answers.Causes.Select(language.Of),
            ["next"] = answers.Next.Select(language.Of),
            ["item"] = ShownText.Line(record.Payment.Request?.ItemName ?? ""),
            ["facts"] = FactsOf(record, language),
            ["first"] = shown.First.Select(step => MessageModel(step, gateway, language)),
            ["left_out"] = shown.LeftOut,
            ["last"] = shown.Last.Select(step => MessageModel(step, gateway, language)),
            ["yaml"] = record.Scenario.Yaml.Length > 0 ? record.Scenario.Yaml : ScenarioWriter.Write(record.Scenario),
            ["written_at"] = Jst.Zoned(record.RealNow),
        };
    }

    static PaymentFacts Facts(PaymentRecord record, ReportLanguage language) => new(
        TransactionView.Of(record.Payment),
        [.. record.Notifications.Select(NotificationView.Of)],
        [.. record.Findings.Select(finding => AdviceView.Of(Located(finding, record.Payment), [], language.IsJapanese))]);

    static LocatedFinding Located(Finding finding, Transaction payment) =>
        new(finding, payment.ShopId, payment.OrderId, payment.AccessId, payment.Number);

    static IEnumerable<Dictionary<string, object?>> FactsOf(PaymentRecord record, ReportLanguage language)
    {
        var payment = record.Payment;
        (string Name, string Value)[] rows =
        [
            ("AccessID", payment.AccessId),
            ("ShopID", payment.ShopId),
            (language.Of("Method", "決済手段"), payment.JobCd.Length == 0 ? payment.Method : $"{payment.Method} ({payment.JobCd})"),
            (language.Of("Scenario", "シナリオ"), $"{payment.Scenario.Name} ({Reason(payment, language)})"),
            (language.Of("Registered", "登録日時"), Jst.Zoned(payment.CreatedAt)),
            (language.Of("Last change", "最終変更"), Jst.Zoned(payment.ChangedAt)),
            (language.Of("Simulated time", "シミュレーション時刻"), Jst.Zoned(record.Now)),
            (language.Of("Written (real time)", "作成日時（実時刻）"), Jst.Zoned(record.RealNow)),
            ("KantanSim", ProgramVersion.Text),
            (".NET", RuntimeInformation.FrameworkDescription),
        ];
        return rows.Select(row => new Dictionary<string, object?> { ["name"] = row.Name, ["value"] = ShownText.Line(row.Value) });
    }

    static string Reason(Transaction payment, ReportLanguage language) =>
        language.Of(payment.Scenario.Reason, TimelineNotes.ToJapanese(payment.Scenario.Reason));

    static Dictionary<string, object?> MessageModel(MarkedStep marked, string gateway, ReportLanguage language)
    {
        var step = marked.Step;
        return new()
        {
            ["step"] = step.Step is { } flow ? $"{flow}" : "",
            ["what"] = ShownText.Line(language.Of(step.What, TimelineTranslations.ToJapanese(step.What) ?? step.What)),
            ["from"] = language.Of(marked.From, PartyLabels.ToJapanese(marked.From)),
            ["to"] = language.Of(marked.To, PartyLabels.ToJapanese(marked.To)),
            ["lost"] = marked.Lost is not null,
            ["answer_lost"] = marked.IsAnswerLost,
            ["why"] = HtmlDiagram.Why(marked, language),
            ["at"] = Jst.Zoned(step.At),
            ["real_at"] = Jst.Zoned(step.RealAt),
            ["ms"] = step.Ms.ToString("0.###", CultureInfo.InvariantCulture),
            ["notes"] = Notes(step, language).Where(note => note.Length > 0).Select(ShownText.Line),
            ["changes"] = Fields(marked.Changes.Select(one => KeyValuePair.Create(one.Name, one.OldAndNew)), language),
            ["request"] = Fields(step.Request, language),
            ["answer"] = Fields(step.Answer, language),
            ["curl"] = Curl(step, gateway),
        };
    }

    static IEnumerable<string> Notes(StepView step, ReportLanguage language) =>
        [step.Note is { } note ? language.Of(note, TimelineNotes.ToJapanese(note)) : "", .. step.Notes];

    static IEnumerable<Dictionary<string, object?>> Fields(IEnumerable<KeyValuePair<string, string>>? fields, ReportLanguage language) =>
        (fields ?? []).Select(field => new Dictionary<string, object?>
        {
            ["name"] = ShownText.Line(language.Of(field.Key, FieldLabels.ToJapanese(field.Key))),
            ["value"] = ShownText.Line(field.Value),
        });

    static string Curl(StepView step, string gateway)
    {
        if (step is not { From: Party.Merchant, To: Party.Gateway, Request: { Count: > 0 } request }) return "";
        return ShownText.Lines(CurlCommand.Command($"{gateway}/payment/{step.What.Split(' ')[0]}.idPass", request, masked: true));
    }
}
