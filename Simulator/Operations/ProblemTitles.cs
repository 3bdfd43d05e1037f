#pragma warning disable format // aligned tables
namespace KantanSim.Operations;

/// <summary>The titles of problem documents. There is one for each kind of error; the detail says what happened.</summary>
internal static class ProblemTitles
{
    public static readonly (string En, string Ja) InvalidRequest = ("Invalid request",                  "リクエストが正しくありません");
    public static readonly (string En, string Ja) TokenRequired  = ("Token required",                   "トークンが必要です");
    public static readonly (string En, string Ja) CrossOrigin    = ("Cross-origin request refused",     "ほかのサイトのページからのリクエストです");
    public static readonly (string En, string Ja) SelfRequest    = ("Request from KantanSim itself",    "KantanSim自身からのリクエストです");
    public static readonly (string En, string Ja) NotFound       = ("Not found",                        "見つかりません");
    public static readonly (string En, string Ja) TimedOut       = ("Timed out",                        "時間切れです");
    public static readonly (string En, string Ja) NotAllowedNow  = ("Not allowed in the current state", "現在の状態では実行できません");
    public static readonly (string En, string Ja) BodyTooLarge   = ("Request body too large",           "リクエストの本文が大きすぎます");
    public static readonly (string En, string Ja) HostNotAllowed = ("Host not allowed",                 "このホスト名では応答しません");
    public static readonly (string En, string Ja) InternalError  = ("Internal error",                   "KantanSimの内部エラーです");
    public static readonly (string En, string Ja) NotSaved       = ("Changes cannot be saved",          "保存できません");
    public static readonly (string En, string Ja) TooManyAtOnce  = ("Too many at once",                 "同時に利用できる数を超えています");
    public static readonly (string En, string Ja) Stopping       = ("The server is stopping",           "サーバーを停止しています");
}
