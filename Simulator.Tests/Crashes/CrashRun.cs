using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>Kills and restarts the program on one data folder, and compares what it says afterwards with what it acknowledged.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    const int MostAcknowledgements = 100;
    // About so many writes are seen from a start that recovers the journal, until it listens.
    const int MostStartWrites = 20;

    // Jobs that are due only days later. Those that are due at once may be done already.
    static readonly string[] LastingDues = ["Expiry", "AuthExpiry", "Settlement", "Refund"];
    // Each of these lines belongs to one decision: it is there once when the decision was made, else not at all.
    static readonly string[] Lines = ["EntryTranRecruit", "ExecTranRecruit", "result of ExecTranRecruit", "completion notice: AUTH", "completion notice: CAPTURE", "completion notice: PAYFAIL", "RecruitSales", "RecruitCancel"];

    readonly string data;
    readonly FlakyMerchant merchant;
    readonly Random chance;
    readonly int crowd;
    /// <summary>The expected payment after so many of a client's acts, recorded while nothing was killed.</summary>
    readonly Dictionary<(string[] Acts, int Done), string> healthy = [];
    /// <summary>The payment while the consumer is at the wallet. The consumer's decision is several writes, each atomic.</summary>
    string atTheWallet = "";
    readonly Dictionary<string, (string OrderId, string Status)> settled = [];
    SimulatorProcess program = null!;

    CrashRun(string data, FlakyMerchant merchant, Random chance, int crowd) => (this.data, this.merchant, this.chance, this.crowd) = (data, merchant, chance, crowd);

    public int Acknowledged { get; private set; }

    /// <summary>How many acts were under way when the program was killed.</summary>
    public int CutShort { get; private set; }

    /// <summary>How many of these were saved although nobody was told.</summary>
    public int DoneUnheard { get; private set; }

    public string Told => $"{Acknowledged} acts acknowledged, {CutShort} cut short of which {DoneUnheard} were done, {settled.Count} payments";

    public static async Task<CrashRun> Begin(string data, FlakyMerchant merchant, Random chance, int crowd)
    {
        var run = new CrashRun(data, merchant, chance, crowd);
        run.program = await run.Starting().Ready();
        foreach (var acts in Client.Lives.Append(Client.Undecided)) await run.Learn(acts);
        run.atTheWallet = run.healthy[(Client.Undecided, Client.Undecided.Length)];
        return run;
    }

    public async Task Crash(int kill)
    {
        var dying = program;
        var fuse = new Fuse(chance.Next(1, MostAcknowledgements), dying.Kill);
        var clients = Enumerable.Range(0, crowd).Select(at => new Client($"K{kill}-{at}", dying, merchant.Url, new Random(chance.Next()), fuse)).ToList();
        await Task.WhenAll(clients.Select(client => client.Work()));
        dying.Dispose();
        if (kill % 3 == 0) await KillAtStart();
        program = await Starting().Ready();
        var clock = await Clock();
        foreach (var client in clients) await Check(client, clock);
        await program.Api(HttpMethod.Delete, "/scenarios/armed");
        // All retries are due by then, and the payment terms of undecided payments are over.
        Assert.Equal(200, (await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT7H" })).Http);
        foreach (var payment in clients.SelectMany(client => client.Payments).Where(payment => payment.AccessId.Length > 0)) await CheckTold(payment).WithHangGuard();
    }

    /// <summary>Checks all payments of all crashes once more.</summary>
    public async Task Ends()
    {
        var listed = await PersistentSettings.Statuses(program);
        foreach (var (accessId, (orderId, status)) in settled) Assert.True(listed.GetValueOrDefault(accessId) == status, $"{orderId} was {status} and is {listed.GetValueOrDefault(accessId)}");
    }

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    SimulatorProcess Starting() => SimulatorProcess.Begin(PersistentSettings.Settings(data, merchant.Url));

    async Task Learn(string[] acts)
    {
        var client = new Client("LEARN", program, merchant.Url, chance, new Fuse(int.MaxValue, () => { }));
        var payment = new ClientPayment($"LEARN-{healthy.Count}", acts);
        await client.Live(payment, async () => healthy[(acts, payment.Acknowledged)] = (await Seen(payment.AccessId)).Like);
        healthy[(acts, 0)] = "";
    }

    // A start that recovers the database is killed, too: after so many writes to its folder, or when it listens.
    async Task KillAtStart()
    {
        using var writes = new FolderWrites(data, chance.Next(1, MostStartWrites));
        using var starting = Starting();
        await Task.WhenAny(writes.Counted, starting.Listens).WithHangGuard();
        starting.Kill();
    }

    async Task Check(Client client, DateTimeOffset clock)
    {
        Assert.True(clock >= client.Clock, $"{client.Name} was told that it is {client.Clock:o}; it is {clock:o}");
        foreach (var payment in client.Payments) await Check(payment, clock);
        if (client.Points.Begun > 0)
        {
            var (http, member) = await program.Api(HttpMethod.Get, $"/members/{client.Name}");
            var points = http == 404 ? 0 : (int)member!["points"]!;
            Assert.True(points == client.Points.Acknowledged || points == client.Points.Begun, $"{client.Name} has {points} points: {client.Points}");
        }
        var armed = (await program.Api(HttpMethod.Get, "/scenarios/armed")).Body!["items"]!.AsArray().Select(arm => (string)arm!["id"]!);
        Assert.Empty(client.Arms.Except(armed));
    }

    async Task Check(ClientPayment payment, DateTimeOffset clock)
    {
        if (payment.AccessId.Length == 0)
            payment.AccessId = (string?)(await program.Api(HttpMethod.Get, $"/transactions?orderId={payment.OrderId}")).Body!["items"]!.AsArray().SingleOrDefault()?["accessId"] ?? "";
        var (like, changedAt) = payment.AccessId.Length == 0 ? ("", default) : await Seen(payment.AccessId);
        Assert.True(changedAt <= clock, $"{payment.OrderId} changed at {changedAt:o}, and it is {clock:o}");
        string[] expected = [healthy[(payment.Acts, payment.Acknowledged)], healthy[(payment.Acts, payment.Begun)]];
        Assert.True(expected.Contains(like) || (like == atTheWallet && payment.IsDeciding), $"{payment.OrderId} is {like} after {payment.Acknowledged} of {string.Join(", ", payment.Acts)}: {string.Join(" or ", expected)} was expected");
        Acknowledged += payment.Acknowledged;
        if (payment.Begun == payment.Acknowledged) return;
        CutShort++;
        if (like == expected[1]) DoneUnheard++;
    }

    /// <summary>What is saved atomically of a payment: its status, its timeline, its jobs and its notifications.</summary>
    async Task<(string Like, DateTimeOffset ChangedAt)> Seen(string accessId)
    {
        var (http, transaction) = await program.Api(HttpMethod.Get, $"/transactions/{accessId}");
        if (http == 404) return ("lost", default);
        var lines = transaction!["timeline"]!.AsArray().Select(line => (string)line!["what"]!).Where(Lines.Contains);
        var dues = transaction["due"]!.AsArray().Select(due => (string)due!["what"]!).Where(LastingDues.Contains).Order();
        var told = (await Notifications(accessId)).Select(one => (string)one!["status"]!);
        var like = $"{transaction["status"]} [{string.Join(", ", lines)}] due {string.Join(", ", dues)}, telling {string.Join(", ", told)}";
        return (like, DateTimeOffset.Parse((string)transaction["changedAt"]!, CultureInfo.InvariantCulture));
    }

    async Task<JsonArray> Notifications(string accessId) => (await program.Api(HttpMethod.Get, $"/notifications?accessId={accessId}")).Body!["items"]!.AsArray();

    async Task CheckTold(ClientPayment payment)
    {
        var owed = await Notifications(payment.AccessId);
        // A busy machine may take longer than an advance waits for the merchant. What the merchant then refuses is sent again an hour
        // later.
        while (owed.Any(one => (string?)one!["state"] == "pending"))
        {
            await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT2H" });
            await program.Api(HttpMethod.Get, $"/transactions/{payment.AccessId}/wait?notifications={owed.Count}&timeoutSeconds=20");
            owed = await Notifications(payment.AccessId);
        }
        Assert.True(owed.All(one => (string?)one!["state"] == "delivered"), $"{payment.OrderId}: {owed.ToJsonString()}");
        Assert.Equal(owed.Select(one => (string)one!["status"]!).Order(), merchant.Told(payment.OrderId).Order());
        settled[payment.AccessId] = (payment.OrderId, (string)(await program.Api(HttpMethod.Get, $"/transactions/{payment.AccessId}")).Body!["status"]!);
    }

    async Task<DateTimeOffset> Clock() => DateTimeOffset.Parse((string)(await program.Api(HttpMethod.Get, "/clock")).Body!["now"]!, CultureInfo.InvariantCulture);
}
