#pragma warning disable format // aligned tables
using System.Text;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Scenarios;

/// <summary>
/// docs/ja/scenarios.md, the same page in Japanese. Titles and descriptions are those of the files.
/// </summary>
public sealed partial class ScenarioDocumentTests
{
    const string Preface = "良い加盟店は、";

    [Fact]
    public void The_Japanese_document_is_up_to_date() => Approved.CheckDocument("ja/scenarios", JapaneseDocument());

    [Fact]
    public void Every_hook_action_and_parameter_is_described_in_Japanese()
    {
        var hooks = Hook.All.Select(hook => hook.Name);
        var actions = ActionDefinition.All.Select(definition => $"then {definition.Name}");
        var parameters = ActionDefinition.All.SelectMany(
            definition => definition.ParameterNames.Select(name => $"{definition.Name}.{name}"));
        var keys = hooks.Concat(actions).Concat(parameters);
        Assert.Equal(keys.Order(StringComparer.Ordinal), ScenarioTexts.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_scenario_has_a_Japanese_title_and_description() => Assert.All(All, scenario =>
    {
        Assert.Matches("[ぁ-んァ-ヶ一-龠]", scenario.Title.Ja);
        Assert.Matches("[ぁ-んァ-ヶ一-龠]", scenario.Description.Ja);
    });

    static string JapaneseDocument() => $"""
        [English](../scenarios.md) | 日本語

        # シナリオ

        シナリオは、1件の取引に何が起きるかを決める YAML ファイルです。呼び出しと応答、利用者の操作、結果通知、ブラウザの戻りを変えられます。
        `scenarios/` に {All.Count} 本あり、すべてテストが HTTP 越しに再生して、書かれたとおりの結果になることを確かめています。
        このページはコードとシナリオファイルから生成しています。

        ## 使い方

        次に登録する取引で、利用者のキャンセルを起こします。

            curl http://127.0.0.1:8080/api/scenarios/arm -d '{"{"}"scenario":"cancel"{"}"}'

        どのシナリオを使うかは、次の順で最初に当てはまったものに決まります。選ばれた理由は、取引の画面と応答ヘッダー `{ScenarioSelector.Header}` に出ます。

        1. 取引登録のリクエストヘッダー `{ScenarioSelector.Header}: 名前`
        2. 予約（arm）したもの。当てはまる中で最も古いものです。`POST /api/scenarios/arm` に `scenario` と `shopId` を渡します。`*` はすべてのショップです。ショップが1つだけなら `shopId` は省略できます。
           `times`（回数）と `orderId`（パターン）で対象を絞れます。`note` はメモ、`expiresIn`（例：`PT1H`）は予約の有効期間です。有効期間は実時間で、シミュレーションの時計が止まっていても過ぎます
        3. ファイル自身の `match`。ファイル名の順に調べます。`item` は決済実行のときに初めて分かるので、4 か 5 しか当てはまっていなければその時点で切り替わります
        4. ショップの設定。`PUT /api/shops/ショップID` の `scenario`
        5. `success`

        存在しない名前を指定すると HTTP 400 になり、取引は登録されません。名前を間違えたテストが `success` で通ってしまうことはありません。

        ## 値で選ぶ

        注文ID・金額・商品名が次の値なら、指定しなくてもシナリオが選ばれます。手で試すときや、ヘッダーを付けられないテストで使います。

        {JapaneseMagicValues()}
        ## 書き方

        収録しているシナリオの1つです。以下の例もすべて実物です。

        {Yaml("notification-omitted-once")}
        - 1行目があると、エディターが [JSON Schema](../../scenarios/scenario-v1.json) で補完と検査をします。起動中のサーバーは `{ScenarioSchema.Id}` で同じものを返します。
        - `name` はファイル名と同じにします。`title` と `description` は文字列、または `en` と `ja` の組です。
        - きっかけ（`when`）が来るたびに `rules` を上から調べます。`when` と `match` が合い、`times` を使い切っていない最初の規則が働きます。`times` は取引ごとに数えます。
          どの規則も当てはまらなければ、`walletOpened` では人の操作を待ち、ほかはそのまま進みます。
        - `chance: 0.1`（0より大きく1以下の数）を付けた規則は、`match` が合ったとき、その確率で働きます。外れたときは次の規則に進み、`times` は減りません。
          `KantanSim:Seed` を指定すると毎回同じ結果になります。結果は、ショップ・注文・きっかけ・API・状態・何回目か・ファイル内の位置だけで決まります。
          呼び出しや結果通知の送信のたびに抽選し直します。
        - 規則の `match` に書けるキー：{Keys(RuleReader.MatchKeys)}
          - `orderId` と `item` はパターンです。`*` は任意の文字列、`?` は任意の1文字です。
          - `amount` は税込の円。数値、または `from` と `to` です。
          - `time` は日本時間の時間帯です（例：`02:00-04:00`、毎日）。
          - `attempt` は何回目か。呼び出しは API ごと、結果通知は送信回数、月次課金は何か月目かを数えます。
          - `status` は取引の状態です。`notifying` では通知する状態を指します。`operation` は呼び出しにだけ使えます。
        - ファイル先頭の `match` に書けるキー：{Keys(ScenarioReader.MatchKeys)}
        - ダッシュボードの `/scenarios/compose` では、YAML を書かずに動きを2つか3つ選んでファイルを作れます。下書きとして実行でき（再起動で消えます）、新しいファイルとして保存できます。
        - `by: person` を付けると、ブラウザにはウォレットの画面が出ます。制御APIの `play` は、人の代わりにその規則を実行します。

        ### きっかけ（when）

        {JapaneseHooks()}
        ### 動き（then）

        `then: cancel` のように1語で書くか、`then: {"{ approve: { points: all } }"}` のようにキーを付けます。時間は `PT5S` のような ISO 8601 です。
        `from` と `to` を書くと、その間でランダムに決まります。`KantanSim:Seed` を指定すると、同じ注文では毎回同じ値になります。
        時間はシミュレーション上の時間なので、時計を進めれば待たずに過ぎます。

        {JapaneseActions()}
        ### エラーの語

        ErrInfo には、コードのほかに次の語も書けます（例：`refuse: {"{ errors: maintenance }"}`）。

        {JapaneseErrorWords()}
        ### 順番の競合（race）

        結果通知とブラウザの戻りのどちらが先に加盟店に届くかを決めます：{Keys(ScenarioReader.Races)}。`race` だけのシナリオも書けます。

        {Yaml("browser-comes-first")}
        ### 計算する値

        動きの値に `{"{{ … }}"}` を書くと、必要になったときに計算します。使えるのは `total`、`shop_id`、`order_id`、`access_id`、`item`、
        `status`、`operation`、`attempt` と、整数をランダムに選ぶ `random 下限 上限` です。ファイルを読むときに一度試すので、書き間違いはその時点で分かります。

        1つの動きの式には上限があります。合わせて {FormulaLimits.MaxSteps:N0} ステップ、{FormulaLimits.MaxSize:N0} 文字（リストの要素を含む）、
        ループ1つにつき {FormulaLimits.MaxRounds:N0} 回、関数の入れ子は {FormulaLimits.MaxDepth} 段、時間は {FormulaLimits.Default.MaxTime.TotalSeconds} 秒です。読み込み時に上限を超える式は、行と列を示してファイルの誤りになります。
        ある取引でだけ失敗した場合、その規則は働きません。理由をログと取引の画面に出し、呼び出しは規則がないものとして進みます。

        {Yaml("consumer-pays-some-points-by-chance")}
        ### 確率（chance）

        ショップや注文が変わると抽選の結果も変わるので、`chance` のあるシナリオの `expect` は、どちらの結果でも成り立つように書きます。

        {Yaml("sale-answer-lost-by-chance")}
        ### 手順（script）と期待する結果（expect）

        `script` は、シナリオを再生するために加盟店・利用者・時計が行うことを順に並べます。書けるのは API 名と {Keys(ScriptReader.Commands)} です。
        `value` は金額変更の金額、課金データ取消の月、`advance` の時間、`resend` で再送する結果通知の番号です。`expire` は進行中の期限を終わらせます。
        `gets` は加盟店が受け取るもので、{Keys(ScriptReader.Outcomes)}、ErrInfo、`HTTP` とステータスのいずれかです。
        `fields` で呼び出しの項目を書き換え・追加します（例：`{FieldsExample}`）。値を空にするとその項目を送りません。
        指定がなければ {ScriptDefaults.Amount}円を `AUTH` で登録します。`script` がなければ、登録し、決済実行して再生します。

        `expect` は最後に成り立つことです。取引の `status` と `errInfo`（なければ `{ScenarioReader.NoError}`）、加盟店に届いた結果通知の状態（`notified`、届いた順）、
        ブラウザが持ち帰った状態（`returned`）を書きます。疎通確認は数えません。

        {Yaml("sale-answer-dropped")}
        ### 実行結果をシナリオとして保存する

        取引のページでは、実際に起きたことをシナリオのファイルとして保存できます。`GET /api/transactions/ID/scenario` でも同じ内容を取得できます。
        [取引の証跡](evidence.md#実行結果をシナリオとして保存する)をご覧ください。

        ## 検査と再読み込み

            dotnet run --project Simulator -- scenarios lint          # ファイル:行:列 コード 内容。誤りがあれば終了コード 1
            dotnet run --project Simulator -- scenarios list          # フォルダーと名前、題名、良い加盟店の対応（英語）

        起動中のサーバーは、保存したファイルをすぐに読み込みます。進行中の取引は新しい規則で続きます。ファイルが壊れているか消えた場合は、前の規則のまま続きます。
        誤りはログ、`GET /api/scenarios`、ダッシュボードの「シナリオ」に出ます。別のフォルダーを使うには `KantanSim:Scenarios` を指定します。

        ## 一覧

        {JapaneseLists()}

        ## これらのシナリオに出るエラーコード

        {JapaneseErrorCodes()}
        """;

    static string JapaneseMagicValues() => Table(
        ["値", "シナリオ", "起きること"],
        WithMagicValue.Select(scenario => new[] { MagicValue(scenario.Match!), JapaneseLink(scenario), scenario.Title.Ja }));

    static string JapaneseHooks() => Table(
        ["`when`", "いつ", "選べる動き"],
        Hook.All.Select(hook => new[] { $"`{hook}`", ScenarioTexts.About(hook).Ja, ActionNames(hook) }));

    static string JapaneseActions() => Table(
        ["`then`", "内容", "キー"],
        ActionDefinition.All.Select(definition => new[]
        {
            $"`{definition.Name}`",
            ScenarioTexts.About(definition).Ja,
            string.Join("<br>", definition.Parameters.Select(parameter => JapaneseParameter(definition, parameter))),
        }));

    static string JapaneseParameter(ActionDefinition definition, ActionParameter parameter)
    {
        var required = parameter.Required ? "（必須）" : "";
        return $"`{parameter.Name}`{required}：{ScenarioTexts.About(definition, parameter).Ja}";
    }

    static string JapaneseLists()
    {
        var text = new StringBuilder();
        foreach (var folder in All.GroupBy(scenario => scenario.Folder))
        {
            var rows = folder.Select(scenario => new[]
            {
                JapaneseLink(scenario),
                scenario.Title.Ja,
                scenario.Description.Ja.Replace(Preface, "", StringComparison.Ordinal),
            });
            text.Append($"### {FolderName(folder.Key)}\n\n");
            text.Append(Table(["シナリオ", "起きること", "良い加盟店の対応"], rows));
            text.Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    static string JapaneseErrorWords() => Table(
        ["語", "コード", "意味"],
        GatewayErrors.Words.Select(pair => new[] { $"`{pair.Key}`", $"`{pair.Value}`", GatewayErrors.Meaning(pair.Value).Ja }));

    static string JapaneseErrorCodes() => Table(["コード", "意味"], CodesInFiles.Select(row => new[] { $"`{row.Info}`", row.Ja }));

    static string JapaneseLink(Scenario scenario) => $"[`{scenario.Name}`](../../scenarios/{scenario.FullName}.yaml)";
}
