using KantanSim.Operations;
using KantanSim.Storage;

namespace KantanSim.Admin;

/// <summary>Turns exceptions into problems. Unexpected ones are logged as errors.</summary>
internal sealed partial class FaultProblems(Store store, ILoggerFactory logs)
{
    readonly ILogger log = logs.CreateLogger("KantanSim");

    /// <param name="verb">With the subject, what failed, such as <c>GET</c> and a path.</param>
    public Problem Of(Exception fault, string verb, string subject)
    {
        if (fault is ProblemException known) return known.Problem;
        if (fault is BadHttpRequestException bad) return Problem.Of(bad.StatusCode, ProblemTitles.InvalidRequest, (bad.Message, null));
        if (store.UnhealthyReasonFor(fault) is { } reason) return Problem.Of(503, ProblemTitles.NotSaved, (reason, NotSavedJa));
        LogBug(log, fault, verb, subject);
        return InternalError;
    }

    const string NotSavedJa = "データの保存先に書き込めません。保存できなかった操作は反映されていません。"
        + "ディスクの空き容量と、データフォルダーの書き込み権限を確認してください。";

    static readonly Problem InternalError = Problem.Of(500, ProblemTitles.InternalError, (
        "This is a bug of KantanSim; the log has the details.", "予期しない問題が発生しました。詳細はログを確認してください。"));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Subject} failed")]
    static partial void LogBug(ILogger log, Exception fault, string verb, string subject);
}
