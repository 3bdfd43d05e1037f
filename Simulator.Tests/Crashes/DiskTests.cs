using System.Net;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Crashes;

/// <summary>Full disks and unusable data folders are reported, and no acknowledged data is lost.</summary>
public sealed class DiskTests
{
    const string SystemFault = "E91099999";
    const int Refusals = 50;
    const string Entry = $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1&JobCd=AUTH&Amount=1000";

    // Limits files to 1 MiB, for root, too. The runtime needs a larger file for W^X, so that is off.
    const string SmallFiles = "ulimit -f 2048; trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_refuses_calls_and_loses_nothing_acknowledged(bool isSmallDisk)
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        using var disk = isSmallDisk ? new SmallDisk() : null;
        await using var merchant = await FlakyMerchant.Start();
        var settings = PersistentSettings.Settings(disk?.Folder ?? data.FullName, merchant.Url);
        var acknowledged = new Dictionary<string, string>();
        string refusedShop;
        using (var full = await SimulatorProcess.Begin(settings, shell: isSmallDisk ? null : SmallFiles).Ready())
        {
            refusedShop = await CheckApiRefuses(full, acknowledged);
            await CheckPageShowsReason(full, acknowledged, "en", "cannot be");
            await CheckPageShowsReason(full, acknowledged, "ja", "データの保存先に書き込めません。");
            await UntilFull(full, acknowledged, async _ =>
            {
                var path = new Uri("/healthz/ready", UriKind.Relative);
                using var ready = await full.Http.GetAsync(path, TestContext.Current.CancellationToken);
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
            });
            var har = new Uri($"/api/transactions/{acknowledged.Keys.First()}/har", UriKind.Relative);
            using (var answer = await full.Http.GetAsync(har, TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            // A refused call changes nothing.
            await UntilFull(full, acknowledged, async now =>
            {
                if ((await full.Api(HttpMethod.Post, "/clock/advance", new { by = "P1D" })).Http == 200) return false;
                Assert.Equal(now, await Now(full));
                return true;
            });
            var (logged, registered) = (FaultsIn(full.Said), acknowledged.Count);
            for (var refusal = 0; refusal < Refusals; refusal++) await RegisterUntilRefused(full, acknowledged);
            // Not at each refusal: only when the disk is full again after a registration that did fit.
            Assert.InRange(FaultsIn(full.Said) - logged, 0, 3 + (2 * (acknowledged.Count - registered)));
            full.Kill();
            CheckLog(full.Said);
        }
        disk?.MoveTo(data);
        await CheckKept(data.FullName, merchant, acknowledged, refusedShop);
        data.Delete(recursive: true);
    }

    /// <summary>Fills the disk before each attempt, because a checkpoint in between can make room.</summary>
    /// <param name="isRefused">Gets the simulated time; false when the attempt found room.</param>
    static async Task UntilFull(SimulatorProcess program, Dictionary<string, string> acknowledged, Func<string, Task<bool>> isRefused)
    {
        do await RegisterUntilRefused(program, acknowledged);
        while (!await isRefused(await AdvanceUntilRefused(program)));
    }

    static async Task RegisterUntilRefused(SimulatorProcess program, Dictionary<string, string> acknowledged)
    {
        while (true)
        {
            var field = new string('x', 100);
            var answer = await program.Call("EntryTranRecruit", $"{Entry}&OrderID=FULL-{acknowledged.Count}&ClientField1={field}");
            if (answer.TryGetValue("ErrInfo", out var error))
            {
                Assert.Equal(SystemFault, error);
                return;
            }
            acknowledged[answer["AccessID"]] = "UNPROCESSED";
        }
    }

    // The smallest change there is may still fit after a larger one did not.
    static async Task<string> AdvanceUntilRefused(SimulatorProcess program)
    {
        string now;
        do now = await Now(program);
        while ((await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT1S" })).Http == 200);
        return now;
    }

    static async Task<string> Now(SimulatorProcess program) => (string)(await program.Api(HttpMethod.Get, "/clock")).Body!["now"]!;

    /// <returns>The ShopID of the shop that could not be added.</returns>
    static async Task<string> CheckApiRefuses(SimulatorProcess program, Dictionary<string, string> acknowledged)
    {
        var shops = 0;
        (HttpMethod Verb, string Path, Func<object> Body)[] requests =
        [
            (HttpMethod.Post, "/shops",         () => new { shopId = $"full{++shops}" }),
            (HttpMethod.Put,  "/members/taro",  () => new { points = 1 }),
            (HttpMethod.Post, "/clock/advance", () => new { by = "P1D" }),
            (HttpMethod.Post, "/scenarios/arm", () => new { scenario = "cancel", shopId = TestOrder.FirstShop }),
        ];
        foreach (var (verb, path, body) in requests)
        {
            await UntilFull(program, acknowledged, async _ =>
            {
                var (http, problem) = await program.Api(verb, path, body());
                if (http is 200 or 201) return false;
                Assert.True(http == 503, $"{path}: {http} {problem}");
                Assert.Contains("cannot be", (string)problem!["detail"]!, StringComparison.Ordinal);
                return true;
            });
        }
        return $"full{shops}";
    }

    static Task CheckPageShowsReason(SimulatorProcess program, Dictionary<string, string> acknowledged, string language, string reason) =>
        UntilFull(program, acknowledged, async _ =>
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, $"/members/taro/save?lang={language}")
            {
                Content = new FormUrlEncodedContent([new("points", "1")]),
            };
            form.Headers.Add("Accept", "text/html");
            using var page = await program.Http.SendAsync(form, TestContext.Current.CancellationToken);
            if (page.StatusCode != HttpStatusCode.ServiceUnavailable) return false;
            Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains(reason, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            return true;
        });

    static int FaultsIn(string[] lines) => lines.Count(line => line.Contains("cannot be", StringComparison.Ordinal));

    static void CheckLog(string[] lines)
    {
        Assert.NotEqual(0, FaultsIn(lines));
        // No stack trace.
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    static async Task CheckKept(string data, FlakyMerchant merchant, Dictionary<string, string> acknowledged, string refusedShop)
    {
        using var program = await SimulatorProcess.Start(PersistentSettings.Settings(data, merchant.Url));
        Assert.Equal(acknowledged, await PersistentSettings.Statuses(program));
        var (_, reset) = await program.Api(HttpMethod.Post, "/reset", new { });
        Assert.Equal(acknowledged.Count, (int?)reset!["forgotten"]);
        Assert.Equal(404, (await program.Api(HttpMethod.Get, $"/shops/{refusedShop}")).Http);
        program.Kill();
    }

    [Fact]
    public async Task A_write_that_does_not_fit_on_the_disk_leaves_nothing_and_a_later_smaller_one_is_kept()
    {
        using var disk = new SmallDisk();
        using (var store = Store.Open(disk.Folder))
        {
            var rows = OpenRows(store);
            await Assert.ThrowsAnyAsync<IOException>(() => store.Write(work =>
            {
                work.Put(rows, 1, Row("small"));
                work.Put(rows, 2, Row(new string('x', 2 << 20)));
            }));
            Assert.NotNull(store.UnhealthyReason);
            await store.Write(work => work.Put(rows, 3, Row("small")));
            Assert.Null(store.UnhealthyReason);
            CheckOnlyThird(rows);
        }
        using (var store = Store.Open(disk.Folder)) CheckOnlyThird(OpenRows(store));

        static void CheckOnlyThird(Table<long, TimelineEntry> rows) =>
            Assert.Equal((null, null, "small"), (rows.Find(1)?.What, rows.Find(2)?.What, rows.Find(3)?.What));
    }

    [Fact]
    public async Task A_write_that_just_fits_on_the_disk_is_kept()
    {
        using var disk = new SmallDisk();
        using (var store = Store.Open(disk.Folder))
        {
            var rows = OpenRows(store);
            var filler = Path.Combine(disk.Folder, "filler");
            var fillerBytes = new DriveInfo(disk.Folder).AvailableFreeSpace - (128 << 10);
            await File.WriteAllBytesAsync(filler, new byte[fillerBytes], TestContext.Current.CancellationToken);
            await store.Write(work => work.Put(rows, 1, Row("small")));
            Assert.Null(store.UnhealthyReason);
            File.Delete(filler);
        }
        using (var store = Store.Open(disk.Folder)) Assert.Equal("small", OpenRows(store).Find(1)?.What);
    }

    static Table<long, TimelineEntry> OpenRows(Store store) => store.Table<TimelineEntry>("rows", TransactionJson.Default);

    static TimelineEntry Row(string what) => new() { From = "a", To = "b", What = what, At = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task A_second_program_on_the_same_folder_ends_with_one_line_and_exit_code_2()
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
            // The first one still works.
            Assert.Equal(200, (int?)(await first.CallApi(HttpMethod.Put, "/members/taro", """{"points":7}"""))["http"]);
        }
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/proc", "a writable folder")]
    [InlineData("/proc/kantansim", "a writable folder")]
    [InlineData("/dev/null", "a folder, or :memory:")]
    [InlineData("/dev/null/data", "a writable folder")]
    public async Task An_unusable_folder_is_refused_with_its_name(string folder, string allowed) =>
        Assert.Contains(allowed, await Refusal(folder), StringComparison.Ordinal);

    [Theory]
    [InlineData("not a database", "is not a LiteDB database")]
    [InlineData(null, "is of layout 999, which this version cannot read")]
    public async Task A_file_that_cannot_be_migrated_is_refused_and_not_changed(string? text, string reason)
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        var file = Path.Combine(data.FullName, "kantansim.db");
        if (text is null) OtherVersion.Create(file);
        else await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat(text, 1_000)), TestContext.Current.CancellationToken);
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var refusal = await Refusal(data.FullName);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.Contains("Choose another folder or delete the file", refusal, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        data.Delete(recursive: true);
    }

    static async Task<string> Refusal(string folder)
    {
        string[] arguments = ["--urls=http://127.0.0.1:0", $"--KantanSim:Data={folder}"];
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CompositionRoot.Build(arguments));
        Assert.Contains(folder, fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }
}
