using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The page that composes scenarios: playing, saving and downloading.</summary>
public sealed class ComposePageTests
{
    const string First = "name: first\nrules: [{ when: walletOpened, then: cancel }]\n";
    const string Query = "name=mine&r1=walletOpened.leave&r1_was=walletOpened.leave";

    static readonly (string, string)[] Form =
        [("name", "mine"), ("r1", "walletOpened.leave"), ("r1_was", "walletOpened.leave"), ("shopId", "tshop00000001")];

    [Fact]
    public async Task Played_composition_is_a_draft_that_the_next_payment_plays()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var played = await DeskResponse.Post(simulated, "/scenarios/compose/play", Form);
        Assert.Equal("/scenarios/mine?done=armed&what=mine#armed", played.Location);
        var page = await DeskResponse.Get(simulated, "/scenarios/mine?lang=en");
        Assert.Contains("A draft: it is in memory only", page.Text, StringComparison.Ordinal);
        var index = await DeskResponse.Get(simulated, "/scenarios?lang=en");
        Assert.Contains("Drafts, gone at the next restart", index.Text, StringComparison.Ordinal);
        Assert.Equal("mine", (await simulated.TransactionOf(await simulated.RegisterPayment("COMPOSED-1"))).Scenario);
        Assert.Equal("success", (await simulated.TransactionOf(await simulated.RegisterPayment("COMPOSED-2"))).Scenario);
        Assert.False(File.Exists(Path.Combine(simulated.Scenarios!.FullName, "mine.yaml")));
    }

    [Fact]
    public async Task Draft_and_its_arm_are_gone_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-composed-");
        await using (var simulated = await SimulatorFixture.Start(data.FullName))
        {
            await DeskResponse.Post(simulated, "/scenarios/compose/play", Form);
            await DeskResponse.Post(simulated, "/scenarios/arm", ("scenario", "cancel"), ("shopId", "*"));
        }
        await using (var simulated = await SimulatorFixture.Start(data.FullName))
        {
            Assert.Equal("cancel", Assert.Single(await simulated.ArmedScenarios()).Scenario);
            Assert.Equal(404, (await DeskResponse.Get(simulated, "/scenarios/mine")).Http);
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Saved_composition_is_a_file_of_the_folder_and_never_overwrites_one()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var shown = await DeskResponse.Get(simulated, $"/scenarios/compose?{Query}&lang=en");
        await DeskResponse.Post(simulated, "/scenarios/compose/play", Form);
        var path = Path.Combine(simulated.Scenarios!.FullName, "mine.yaml");
        var saved = await DeskResponse.Post(simulated, "/scenarios/compose/save", Form);
        Assert.Equal($"/scenarios/mine?done=saved&what={Uri.EscapeDataString(path)}", saved.Location);
        Assert.Contains(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), shown.Html, StringComparison.Ordinal);
        Assert.False(simulated.GetService<ScenarioWatcher>().Current.Find("mine")!.IsDraft);
        foreach (var act in new[] { "save", "play" })
        {
            var again = await DeskResponse.Post(simulated, $"/scenarios/compose/{act}?lang=en", Form);
            Assert.Equal(400, again.Http);
            Assert.Contains("name is mine ; allowed: a name that no scenario and no file", again.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_leaves_the_download()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-gone-");
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={folder.FullName}");
        folder.Delete();
        var refused = await DeskResponse.Post(simulated, "/scenarios/compose/save?lang=en", Form);
        Assert.Equal(409, refused.Http);
        Assert.Contains($"The folder {folder.FullName} cannot be written", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Download the file instead.", refused.Text, StringComparison.Ordinal);
        using var download = await simulated.Get($"/scenarios/compose/file?{Query}");
        Assert.Equal("attachment; filename=\"mine.yaml\"", $"{download.Content.Headers.ContentDisposition}");
        var yaml = await download.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("name: mine\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r1", "", "No action is chosen.", 400)]
    [InlineData("r1", "walletOpened.omit", "r1 is walletOpened.omit ; allowed: a hook with one of its actions", 400)]
    [InlineData("name", "Not A Name", "a name has up to 64 lower-case letters", 400)]
    [InlineData("r1_repeat", "0", "\"times\" takes 1 to 1000", 400)]
    [InlineData("name", "success", "name is success ; allowed: a name that no scenario", 400)]
    [InlineData("shopId", "nobody", "shopId is nobody ; allowed: one of tshop00000001", 400)]
    public async Task Wrong_value_is_named_and_what_was_chosen_stays(string field, string value, string message, int status)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var fields = Form.Where(one => one.Item1 != field).Append((field, value)).ToArray();
        var refused = await DeskResponse.Post(simulated, "/scenarios/compose/play?lang=en", fields);
        Assert.Equal(status, refused.Http);
        Assert.Contains(message, refused.Text, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"r2\"", refused.Html, StringComparison.Ordinal);
        Assert.Empty(await simulated.ArmedScenarios());
        Assert.Null(simulated.GetService<ScenarioWatcher>().Current.Find("mine"));
    }

    [Fact]
    public async Task Draft_stays_as_it_was_when_a_new_one_of_its_name_cannot_be_played()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        await DeskResponse.Post(simulated, "/scenarios/compose/play", Form);
        (string, string)[] fields =
            [("name", "mine"), ("r1", "walletOpened.cancel"), ("r1_was", "walletOpened.cancel"), ("shopId", "nobody")];
        Assert.Equal(400, (await DeskResponse.Post(simulated, "/scenarios/compose/play", fields)).Http);
        var draft = simulated.GetService<ScenarioWatcher>().Current.Find("mine")!;
        Assert.IsType<ScenarioAction.Leave>(Assert.Single(draft.Rules).Then);
    }

    [Fact]
    public async Task Sending_differently_without_a_difference_is_refused()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        (string, string)[] fields = [("r1", "notifying.send"), ("r1_was", "notifying.send"), ("r1_times", "")];
        var refused = await DeskResponse.Post(simulated, "/scenarios/compose/play?lang=en", fields);
        Assert.Equal(400, refused.Http);
        Assert.Contains("r1 is notifying.send ; allowed: this with at least one field", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"play\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_that_is_none_is_explained_in_Japanese()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var page = await DeskResponse.Get(simulated, "/scenarios/compose?r1=notifying.omit&name=Not+A+Name&lang=ja");
        Assert.Contains("名前に使えるのは英小文字・数字・途中のハイフンで64文字以内", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a name has up to", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_visit_offers_examples_that_are_valid_at_once()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var page = await DeskResponse.Get(simulated, "/scenarios/compose");
        Assert.Contains("data-testid=\"nothing-chosen\"", page.Html, StringComparison.Ordinal);
        var links = page.Html.Split("href=\"").Skip(1).Select(part => part.Split('"')[0]);
        var examples = links.Where(url => url.Contains("compose?r1=")).ToList();
        Assert.Equal(4, examples.Count);
        foreach (var example in examples)
            Assert.Contains("data-testid=\"play\"", (await DeskResponse.Get(simulated, example)).Html, StringComparison.Ordinal);
    }
}
