using System.Globalization;
using System.Text;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Fidelity;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Tests.Golden;

/// <summary>Writes the rules of the advice as Markdown documents, in English and Japanese.</summary>
internal static class AdviceMarkdown
{
    static readonly string Patience = Rule.Patience.TotalHours.ToString(CultureInfo.InvariantCulture);
    static readonly string MaxBodies = (ExchangeLog.MaxBodyBytes / 1_024 / 1_024).ToString(CultureInfo.InvariantCulture);

    public static string English() => $$$"""
        # What did my shop do wrong?

        While your shop plays payments, KantanSim judges each of them by {{{RuleCatalog.All.Count}}} rules, from the traffic alone.
        Nothing has to be set up. A finding names the rule, the order, what the shop did in one sentence, how to fix it, and the messages
        that show it. The [rules](#rules) below are generated from the code.

        ## Ask

        Run your shop's own tests against KantanSim, then ask:

            dotnet run --project Simulator -- advice --junit advice.xml

        It asks the running server: `--url URL`, or where a server with the same settings listens. It sends `KantanSim:AdminToken`.

        | option | effect |
        | --- | --- |
        | `--shop ID` | only findings of this shop |
        | `--since TIME` | only findings since this simulated time, ISO 8601; without an offset it is JST |
        | `--severity SEVERITY` | shows this severity and all more serious ones, and fails on them; default: shows all, fails on errors |
        | `--junit FILE` | also writes [a JUnit report](#junit) |
        | `--json` | prints the findings as a JSON array |
        | `--url URL` | the server, such as `http://gateway:8080` |
        | `--lang en\|ja` | the language of the findings; default: `en` |

        | exit code | meaning |
        | --: | --- |
        | 0 | no errors |
        | 1 | errors, or findings of the severity that was asked for |
        | 2 | wrong use: an unknown option or shop, a wrong time or token, a file that cannot be written |
        | 3 | no server was reached |

        Times in sentences are JST, without an offset. All other times have one.

        ### In CI

        After the shop's tests, with the [Compose example](container.md#compose); there is an [example for GitHub
        Actions](ci.md#github-actions), too. The report is copied, and the exit code kept:

        ```bash
        code=0
        docker compose exec -T gateway dotnet KantanSim.dll advice --junit /data/advice.xml || code=$?
        if [ $code -le 1 ]; then docker compose cp gateway:/data/advice.xml .; fi
        exit $code
        ```

        ### JUnit

        There is a test suite for each shop, and in it a test case for each rule:

        | case | when |
        | --- | --- |
        | failure | an error, or a finding of the severity that was asked for: sentence, fix and evidence |
        | passed, with a property and output | other findings |
        | skipped | the rule is switched off: the reason |
        | passed | no finding |

        ### Elsewhere

        The same findings are at `GET /api/advice?shopId=&accessId=&severity=&rule=&since=`, and on the dashboard: on the page of each
        payment and on `/advice`. The API differs from the command:

        - `severity=warning` gives exactly warnings, and `severity=error,warning` both; `--severity warning` includes errors.
        - A `shopId` that no shop has gives an empty list, as in other lists; with `--shop` it is wrong use.
        - Texts are Japanese where `Accept-Language` prefers it, else English, and `help` names the document of that language.
          The evidence stays in English.

        ## Severities

        | severity | meaning |
        | --- | --- |
        | `error` | the shop is wrong |
        | `warning` | the shop works, but is at risk |
        | `review` | wrong only if an assumption about the gateway is right; [Fidelity](fidelity.md) lists the assumptions |
        | `hint` | it could be better |

        A rule that rests on a supposed fact is never an error.

        ## Switch a rule off

        A rule that does not suit a shop is switched off for it, with a reason of 1 to 200 characters:

            curl -X PUT http://127.0.0.1:8080/api/shops/tshop00000001 -d '{"advice":{"notification-slow":"our test server sleeps"}}'

        Other rules may report the same cause: a shop that redirects each notification has `notification-redirect`, and in the end
        `notification-never-received`.

        `advice` replaces the whole list; `{}` or `null` switches all rules on again; without it the list stays. In the settings it is
        `KantanSim:Shops:N:Advice:RULE=REASON`. Findings of the rule are then left out everywhere. `GET /api/shops`, the command and the
        JUnit report show the reason.

        ## Limits

        - **Cannot be seen:** whether goods went out, whether your shop compared amounts, and what it had committed when.
        - What your shop did not do counts only after {{{Patience}}} simulated hour, or after the time that the rule names. Advance the
          clock, or wait. If it comes late, the finding disappears.
        - Only calls of your shop are judged, not those that an operator makes in its place.
        - Payments are judged for as long as they are kept. Calls that belong to no payment are judged only while they are kept with their
          bodies: the last {{{ExchangeLog.Capacity}}} calls, with at most {{{MaxBodies}}} MiB of bodies. Findings about them stay.
        - Payments from before an upgrade to this version are not judged.

        ## Rules

        """ + Rules(note => note.En, ["number", "rule", "severity", "what is judged", "why it matters", "fix", "confidence"], English);

    public static string Japanese() => $$$"""
        # お店の間違いを知る（アドバイス）

        お店が決済を行うと、KantanSim は通信の内容だけから、1件ごとに{{{RuleCatalog.All.Count}}}個のルールで判定します。準備は不要です。
        指摘には、ルール、注文、お店が何をしたか（1文）、直し方、根拠となるメッセージが付きます。下の[ルール一覧](#ルール)はコードから生成しています。

        ## 調べる

        お店のテストをいつもどおり KantanSim に対して実行し、そのあとで次を実行します。

            dotnet run --project Simulator -- advice --junit advice.xml

        起動中のサーバーに問い合わせます。相手は `--url URL` か、同じ設定のサーバーが待ち受ける URL です。
        トークンは `KantanSim:AdminToken` を送ります。

        | オプション | 効果 |
        | --- | --- |
        | `--shop ID` | このショップの指摘だけ |
        | `--since TIME` | この時刻（シミュレーター内の時刻、ISO 8601）以降の指摘だけ。オフセットを省くと日本時間 |
        | `--severity SEVERITY` | この重要度と、より重い重要度だけを表示し、1件でもあれば失敗にする。省くと、すべて表示し、error があれば失敗にする |
        | `--junit FILE` | [JUnit 形式](#junit)でも書き出す |
        | `--json` | 指摘を JSON の配列で出力する |
        | `--url URL` | 問い合わせるサーバー（例：`http://gateway:8080`） |
        | `--lang en\|ja` | 指摘の言語。省くと `en` |

        | 終了コード | 意味 |
        | --: | --- |
        | 0 | error はない |
        | 1 | error、または指定した重要度以上の指摘がある |
        | 2 | 使い方の誤り（未知のオプションやショップ、時刻やトークンの誤り、書き込めないファイル） |
        | 3 | サーバーに接続できない |

        文中の時刻は、オフセットのない日本時間です。そのほかの時刻には、オフセットが付きます。

        ### CI で使う

        お店のテストのあとに、[Docker Compose の例](container.md#docker-compose)のコンテナで実行します。[GitHub Actions
        の例](ci.md#github-actions)もあります。報告をコピーし、終了コードを保ちます。

        ```bash
        code=0
        docker compose exec -T gateway dotnet KantanSim.dll advice --junit /data/advice.xml || code=$?
        if [ $code -le 1 ]; then docker compose cp gateway:/data/advice.xml .; fi
        exit $code
        ```

        ### JUnit

        ショップごとにテストスイート、その中にルールごとのテストケースができます。

        | テストケース | 内容 |
        | --- | --- |
        | failure | error、または指定した重要度以上の指摘。文、直し方、根拠 |
        | 成功（property と出力付き） | そのほかの指摘 |
        | skipped | 無効にしたルール。理由 |
        | 成功 | 指摘なし |

        ### そのほかの見方

        同じ指摘は `GET /api/advice?shopId=&accessId=&severity=&rule=&since=` と、ダッシュボードの各決済の画面、`/advice` にもあります。API はコマンドと次の点が違います。

        - `severity=warning` は警告だけ、`severity=error,warning` は両方です。`--severity warning` は error も含みます。
        - 存在しない `shopId` は、ほかの一覧と同じく空の一覧になります。`--shop` では使い方の誤りです。
        - 文章は、`Accept-Language` が日本語を優先していれば日本語、そうでなければ英語です。`help` はその言語の文書を指します。
          根拠（`evidence`）は英語のままです。

        ## 重要度

        | 重要度 | 意味 |
        | --- | --- |
        | `error` | お店の間違い |
        | `warning` | 動くが、危険がある |
        | `review` | ゲートウェイについての推定が正しい場合にだけ間違い。推定の一覧は[確認済みと推定](../fidelity.md)（英語） |
        | `hint` | もっと良くできる |

        推定に基づくルールが error になることはありません。

        ## ルールを無効にする

        お店に合わないルールは、理由（1～200文字）を付けて、ショップごとに無効にできます。

            curl -X PUT http://127.0.0.1:8080/api/shops/tshop00000001 -d '{"advice":{"notification-slow":"テスト用サーバーはわざと遅い"}}'

        同じ原因を、ほかのルールも指摘することがあります。すべての結果通知をリダイレクトするお店には、`notification-redirect` のほか、
        最後に `notification-never-received` も出ます。

        `advice` は一覧全体を置き換えます。`{}` または `null` ですべて有効に戻り、省くと変わりません。設定では `KantanSim:Shops:N:Advice:RULE=REASON` です。
        無効にしたルールの指摘は、どこにも出ません。理由は `GET /api/shops`、このコマンド、JUnit の結果に出ます。

        ## 限界

        - **見えないもの：** 商品を発送したか、金額を比べたか、いつ何をコミットしたか。
        - 「お店がしなかったこと」は、シミュレーター内で{{{Patience}}}時間、またはルールに書かれた時間が過ぎてから指摘します。
          時計を進めるか、待ってください。あとから行われると、指摘は消えます。
        - 判定するのはお店自身の呼び出しだけです。操作する人が代行した呼び出しは判定しません。
        - 決済は、保存されている間は判定されます。決済に結び付かない呼び出しは、本文とともに保存されている間だけ判定します
          （直近{{{ExchangeLog.Capacity}}}件、本文は合計{{{MaxBodies}}} MiB まで）。その指摘は残ります。
        - この版に更新する前の決済は判定しません。

        ## ルール

        """ + Rules(note => note.Ja, ["番号", "ルール", "重要度", "判定すること", "理由", "直し方", "確かさ"], Japanese);

    static string Rules(Func<Note, string> text, string[] columns, Func<Confidence, string> confidence)
    {
        var document = new StringBuilder();
        foreach (var group in RuleCatalog.Groups.Where(group => group.Rules.Count > 0))
        {
            document.Append(CultureInfo.InvariantCulture, $"\n### {text(group.Title)}\n\n");
            document.Append(Row(columns)).Append("| --: | --- | --- | --- | --- | --- | --- |\n");
            foreach (var rule in group.Rules.OrderBy(rule => rule.Number)) document.Append(Row(Cells(rule, text, confidence)));
        }
        return document.ToString();
    }

    static string[] Cells(Rule rule, Func<Note, string> text, Func<Confidence, string> confidence) =>
    [
        rule.Number.ToString(CultureInfo.InvariantCulture),
        $"[`{rule.Id}`](merchant.md#{rule.Id}) {text(rule.Text.Title)}",
        rule.Severity.ToString().ToLowerInvariant(),
        text(rule.Text.Judged), text(rule.Text.Why), text(rule.Text.Fix),
        confidence(rule.Confidence),
    ];

    static string Row(string[] cells) => $"| {string.Join(" | ", cells.Select(Escape))} |\n";

    static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    static string English(Confidence confidence) => confidence switch
    {
        Confidence.Confirmed => "confirmed",
        Confidence.Analogy => "by analogy",
        _ => "supposed",
    };

    static string Japanese(Confidence confidence) => confidence switch
    {
        Confidence.Confirmed => "確認済み",
        Confidence.Analogy => "類推",
        _ => "推定",
    };
}
