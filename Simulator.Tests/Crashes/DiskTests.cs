using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Crashes;

/// <summary>Full disks and data folders that cannot be used are reported once, and no data is lost.</summary>
public sealed class DiskTests
{
    const string SystemFault = "E91099999";
    const int Refusals = 50;

    // No file grows beyond 512 KiB, also for root. The runtime would need a larger file to map code twice, so that is off.
    const string ShortFiles = "ulimit -f 1024; trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_refuses_calls_and_loses_nothing_that_was_acknowledged(bool small)
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        using var disk = small ? new SmallDisk() : null;
        await using var merchant = await FlakyMerchant.Start();
        var acknowledged = new Dictionary<string, string>();
        using (var full = await SimulatorProcess.Begin(PersistentSettings.Settings(disk?.Folder ?? data.FullName, merchant.Url), shell: small ? null : ShortFiles).Ready())
        {
            Dictionary<string, string> answer;
            do
            {
                answer = await full.Call("EntryTranRecruit", $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1&OrderID=FULL-{acknowledged.Count}&JobCd=AUTH&Amount=1000&ClientField1={new string('x', 100)}");
                if (answer.TryGetValue("AccessID", out var accessId)) acknowledged[accessId] = "UNPROCESSED";
            }
            while (!answer.ContainsKey("ErrInfo"));
            Assert.Equal(SystemFault, answer["ErrInfo"]);
            // Now the smallest change until that does not fit either.
            string now;
            do now = (string)(await full.Api(HttpMethod.Get, "/clock")).Body!["now"]!;
            while ((await full.Api(HttpMethod.Post, "/clock/advance", new { by = "PT1S" })).Http == 200);
            foreach (var (verb, path, body) in new (HttpMethod, string, object)[]
            {
                (HttpMethod.Post, "/shops", new { shopId = "full" }), (HttpMethod.Put, "/members/taro", new { points = 1 }),
                (HttpMethod.Post, "/clock/advance", new { by = "P1D" }), (HttpMethod.Post, "/scenarios/arm", new { scenario = "cancel" }),
            })
            {
                var (http, problem) = await full.Api(verb, path, body);
                Assert.True(http == 503 && ((string?)problem!["detail"])!.Contains("cannot be", StringComparison.Ordinal), $"{path}: {http} {problem}");
            }
            foreach (var (language, told) in new[] { ("en", "cannot be"), ("ja", "データの保存先に書き込めません。") })
            {
                using var form = new HttpRequestMessage(HttpMethod.Post, $"/members/taro/save?lang={language}") { Content = new FormUrlEncodedContent([new("points", "1")]) };
                form.Headers.Add("Accept", "text/html");
                using var page = await full.Http.SendAsync(form, TestContext.Current.CancellationToken);
                Assert.Equal((503, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
                Assert.Contains(told, System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
            }
            using (var ready = await full.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken)) Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            // A refused call changes nothing: the time is the same as before.
            Assert.Equal(now, (string?)(await full.Api(HttpMethod.Get, "/clock")).Body!["now"]);
            for (var call = 0; call < Refusals; call++) Assert.Equal(SystemFault, (await full.Call("EntryTranRecruit", $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1&OrderID=LATE-{call}&JobCd=AUTH&Amount=1000"))["ErrInfo"]);
            full.Kill();
            // Once when it begins, and again after a smaller change that did fit.
            Assert.InRange(full.Said.Count(line => line.Contains("cannot be", StringComparison.Ordinal)), 1, 3);
            Assert.DoesNotContain(full.Said, line => line.StartsWith("      at ", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal));
        }
        disk?.MoveTo(data);
        using var roomy = await SimulatorProcess.Start(PersistentSettings.Settings(data.FullName, merchant.Url));
        Assert.Equal(acknowledged, await PersistentSettings.Statuses(roomy));
        Assert.Equal(acknowledged.Count, (int?)(await roomy.Api(HttpMethod.Post, "/reset", new { })).Body!["forgotten"]);
        Assert.Equal(404, (await roomy.Api(HttpMethod.Get, "/shops/full")).Http);
        roomy.Kill();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_write_that_does_not_fit_on_the_disk_leaves_nothing_and_a_later_smaller_one_is_kept()
    {
        using var disk = new SmallDisk();
        using (var store = Store.Open(disk.Folder))
        {
            var rows = store.Table<TimelineEntry>("rows", TransactionJson.Default);
            await Assert.ThrowsAnyAsync<IOException>(() => store.Write(writing => { writing.Put(rows, 1, Row("small")); writing.Put(rows, 2, Row(new string('x', 2 << 20))); }));
            Assert.NotNull(store.UnhealthyReason);
            await store.Write(writing => writing.Put(rows, 3, Row("small")));
            Assert.Null(store.UnhealthyReason);
            Assert.Equal((null, null, "small"), (rows.Find(1)?.What, rows.Find(2)?.What, rows.Find(3)?.What));
        }
        using (var store = Store.Open(disk.Folder))
        {
            var rows = store.Table<TimelineEntry>("rows", TransactionJson.Default);
            Assert.Equal((null, null, "small"), (rows.Find(1)?.What, rows.Find(2)?.What, rows.Find(3)?.What));
        }
    }

    // The journal preallocates room for more than one batch where the disk has it.
    [Fact]
    public async Task A_write_that_just_fits_on_the_disk_is_kept()
    {
        using var disk = new SmallDisk();
        using (var store = Store.Open(disk.Folder))
        {
            var rows = store.Table<TimelineEntry>("rows", TransactionJson.Default);
            var filler = Path.Combine(disk.Folder, "filler");
            await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk.Folder).AvailableFreeSpace - (128 << 10)], TestContext.Current.CancellationToken);
            await store.Write(writing => writing.Put(rows, 1, Row("small")));
            Assert.Null(store.UnhealthyReason);
            File.Delete(filler);
        }
        using (var store = Store.Open(disk.Folder)) Assert.Equal("small", store.Table<TimelineEntry>("rows", TransactionJson.Default).Find(1)?.What);
    }

    static TimelineEntry Row(string what) => new() { Number = null, From = "a", To = "b", What = what, At = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task A_second_program_on_the_same_folder_ends_with_one_line_and_exit_code_2_and_the_first_goes_on()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        await using (var first = await SimulatorFixture.Start(data.FullName))
        {
            using var second = SimulatorProcess.Begin(PersistentSettings.Settings(data.FullName, "http://127.0.0.1:9"));
            Assert.Null(await second.Listens);
            Assert.Equal(2, await second.WaitForExit());
            var line = Assert.Single(second.Said);
            Assert.Contains(data.FullName, line, StringComparison.Ordinal);
            Assert.Contains("no other KantanSim uses", line, StringComparison.Ordinal);
            Assert.Equal(200, (int?)(await first.CallApi(HttpMethod.Put, "/members/taro", """{"points":7}"""))["http"]);
        }
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/proc", "a folder that can be written")]
    [InlineData("/proc/kantansim", "a folder that can be written")]
    [InlineData("/dev/null", "a folder, or :memory:")]
    [InlineData("/dev/null/data", "a folder that can be written")]
    public async Task A_folder_that_cannot_be_used_is_refused_with_its_name(string folder, string allowed) =>
        Assert.Contains(allowed, await Refusal(folder), StringComparison.Ordinal);

    [Theory]
    [InlineData("this is no database", "no database")]
    [InlineData(null, "is of layout 999, which this version cannot read")]
    public async Task A_file_that_is_no_database_of_this_version_is_refused_and_left_unchanged(string? text, string told)
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        var file = Path.Combine(data.FullName, "kantansim.db");
        if (text is not null) await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat(text, 1_000)), TestContext.Current.CancellationToken);
        else OtherVersion.Make(file);
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var refusal = await Refusal(data.FullName);
        Assert.Contains(told, refusal, StringComparison.Ordinal);
        Assert.Contains("name another folder or remove it", refusal, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        data.Delete(recursive: true);
    }

    static async Task<string> Refusal(string folder)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CompositionRoot.Build(["--urls=http://127.0.0.1:0", $"--KantanSim:Data={folder}"]));
        Assert.Contains(folder, fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }
}
