using KantanSim.Evidence;
using KantanSim.Evidence.Html;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The sentences of the payment's page, for its evidence.</summary>
internal sealed class PaymentSentences(JobSchedule schedule) : IPaymentSentences
{
    public PaymentAnswers Of(PaymentRecord record)
    {
        var (payment, timeline, notifications) = (record.Payment, record.Timeline, record.Notifications);
        var lost = LostMessages.Of(timeline, notifications);
        var jobs = schedule.ForTransaction(payment).OrderBy(job => job.At);
        return new(
            [.. PaymentSummary.Of(payment, timeline, notifications, record.Now).Select(one => Said(one))],
            [.. PaymentBlame.Of(payment, timeline, lost, record.Scenario.Description).Select(Cause)],
            [.. DueModel.Of(jobs, record.Now).Select(Due)]);
    }

    static Note Said(Dictionary<string, object?> model) => new($"{model["en"]}", $"{model["ja"]}");

    static Note Cause(Dictionary<string, object?> model) => new($"{model["who_en"]}: {model["en"]}", $"{model["who_ja"]}：{model["ja"]}");

    static Note Due(Dictionary<string, object?> model)
    {
        var times = model["times"] is > 1 ? $" ×{model["times"]}" : "";
        return new($"{model["at"]}: {model["en"]}{times} ({model["wait_en"]})", $"{model["at"]}：{model["ja"]}{times}（{model["wait_ja"]}）");
    }
}
