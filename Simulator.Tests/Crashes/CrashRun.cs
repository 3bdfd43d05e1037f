using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// Kills and restarts the program on one data folder, and compares its state after each restart with what it acknowledged before.
/// </summary>
internal sealed class CrashRun : IAsyncDisposable
{
    const int MaxAcknowledgedSteps = 100;
    // A start that recovers the database makes about this number of writes before it listens.
    const int MaxWritesOfStart = 20;

    // Jobs that run days later. Those that run at once may be done already.
    static readonly string[] LateJobs = ["Expiry", "AuthExpiry", "Settlement", "Refund"];
    // Timeline entries that belong to one decision each: one is there exactly once if the decision was made, and otherwise not at all.
    static readonly string[] ComparedEntries =
    [
        "EntryTranRecruit", "ExecTranRecruit", "result of ExecTranRecruit",
        "completion notice: AUTH", "completion notice: CAPTURE", "completion notice: PAYFAIL",
        "RecruitSales", "RecruitCancel",
    ];

    readonly string data;
    readonly FlakyMerchant merchant;
    readonly Random random;
    readonly int clientCount;
    /// <summary>The expected state of a payment after a number of steps, recorded while nothing was killed.</summary>
    readonly Dictionary<(string[] Steps, int Done), string> expectedStates = [];
    /// <summary>
    /// The state while the consumer is at the wallet. It may be there, because the consumer's decision consists of several writes.
    /// </summary>
    string stateAtTheWallet = "";
    readonly Dictionary<string, (string OrderId, string Status)> finalStatuses = [];
    SimulatorProcess program = null!;

    CrashRun(string data, FlakyMerchant merchant, Random random, int clientCount)
    {
        this.data = data;
        this.merchant = merchant;
        this.random = random;
        this.clientCount = clientCount;
    }

    /// <summary>The number of acknowledged steps.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>The number of steps that were in progress when the program was killed.</summary>
    public int CutShort { get; private set; }

    /// <summary>The number of these that were saved, although they were not acknowledged.</summary>
    public int SavedUnacknowledged { get; private set; }

    public string Summary =>
        $"{finalStatuses.Count} payments, {Acknowledged} steps acknowledged, "
        + $"{CutShort} cut short of which {SavedUnacknowledged} were saved";

    public static async Task<CrashRun> Begin(string data, FlakyMerchant merchant, Random random, int clientCount)
    {
        var run = new CrashRun(data, merchant, random, clientCount);
        run.program = await run.BeginProgram().Ready();
        foreach (var steps in Client.Flows.Append(Client.Undecided)) await run.RecordExpectedStates(steps);
        run.stateAtTheWallet = run.expectedStates[(Client.Undecided, Client.Undecided.Length)];
        return run;
    }

    public async Task Crash(int kill)
    {
        var clients = await WorkUntilKilled(kill);
        if (kill % 3 == 0) await KillDuringStart();
        program = await BeginProgram().Ready();
        var clock = await Clock();
        foreach (var client in clients) await Check(client, clock);
        await program.Api(HttpMethod.Delete, "/scenarios/armed");
        // Then all retries of notifications are due, and undecided payments have expired.
        Assert.Equal(200, (await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT7H" })).Http);
        foreach (var payment in clients.SelectMany(client => client.Payments).Where(payment => payment.AccessId.Length > 0))
            await CheckNotifications(payment).WithHangGuard();
    }

    /// <summary>Checks the status of all payments of all crashes once more.</summary>
    public async Task CheckFinalStatuses()
    {
        var statuses = await PersistentSettings.Statuses(program);
        foreach (var (accessId, (orderId, status)) in finalStatuses)
        {
            var now = statuses.GetValueOrDefault(accessId);
            Assert.True(now == status, $"{orderId} was {status} and is {now}");
        }
    }

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    SimulatorProcess BeginProgram() => SimulatorProcess.Begin(PersistentSettings.Settings(data, merchant.Url));

    async Task<List<Client>> WorkUntilKilled(int kill)
    {
        var killed = program;
        var killSwitch = new KillSwitch(random.Next(1, MaxAcknowledgedSteps), killed.Kill);
        var clients = Enumerable.Range(0, clientCount)
            .Select(at => new Client($"K{kill}-{at}", killed, merchant.Url, new Random(random.Next()), killSwitch))
            .ToList();
        await Task.WhenAll(clients.Select(client => client.Work()));
        killed.Dispose();
        return clients;
    }

    async Task RecordExpectedStates(string[] steps)
    {
        var client = new Client("LEARN", program, merchant.Url, random, new KillSwitch(int.MaxValue, () => { }));
        var payment = new ClientPayment($"LEARN-{expectedStates.Count}", steps);
        await client.Run(payment, async () => expectedStates[(steps, payment.Acknowledged)] = (await StateOf(payment.AccessId)).State);
        expectedStates[(steps, 0)] = "";
    }

    // Kills a start that recovers the database, after some writes to its folder or when it listens.
    async Task KillDuringStart()
    {
        using var writes = new FolderWrites(data, random.Next(1, MaxWritesOfStart));
        using var starting = BeginProgram();
        await Task.WhenAny(writes.Counted, starting.Listens).WithHangGuard();
        starting.Kill();
    }

    async Task Check(Client client, DateTimeOffset clock)
    {
        Assert.True(clock >= client.Clock, $"{client.Name} got the time {client.Clock:o}; now it is {clock:o}");
        foreach (var payment in client.Payments) await Check(payment, clock);
        if (client.Points.Begun > 0)
        {
            var (http, member) = await program.Api(HttpMethod.Get, $"/members/{client.Name}");
            var points = http == 404 ? 0 : (int)member!["points"]!;
            Assert.True(
                points == client.Points.Acknowledged || points == client.Points.Begun,
                $"{client.Name} has {points} points; expected: {client.Points}");
        }
        var armed = (await program.Api(HttpMethod.Get, "/scenarios/armed")).Body!["items"]!.AsArray().Select(arm => (string)arm!["id"]!);
        Assert.Empty(client.Arms.Except(armed));
    }

    async Task Check(ClientPayment payment, DateTimeOffset clock)
    {
        if (payment.AccessId.Length == 0) payment.AccessId = await FindAccessId(payment.OrderId);
        var (state, changedAt) = payment.AccessId.Length == 0 ? ("", default) : await StateOf(payment.AccessId);
        Assert.True(changedAt <= clock, $"{payment.OrderId} changed at {changedAt:o}, and it is {clock:o}");
        var acknowledged = expectedStates[(payment.Steps, payment.Acknowledged)];
        var begun = expectedStates[(payment.Steps, payment.Begun)];
        Assert.True(
            state == acknowledged || state == begun || (state == stateAtTheWallet && payment.IsDeciding),
            $"{payment.OrderId} is {state} after {payment.Acknowledged} of {string.Join(", ", payment.Steps)}; "
            + $"expected: {acknowledged} or {begun}");
        Acknowledged += payment.Acknowledged;
        if (payment.Begun == payment.Acknowledged) return;
        CutShort++;
        if (state == begun) SavedUnacknowledged++;
    }

    async Task<string> FindAccessId(string orderId)
    {
        var (_, found) = await program.Api(HttpMethod.Get, $"/transactions?orderId={orderId}");
        return (string?)found!["items"]!.AsArray().SingleOrDefault()?["accessId"] ?? "";
    }

    /// <summary>What is saved atomically for a payment: its status, timeline, jobs and notifications.</summary>
    async Task<(string State, DateTimeOffset ChangedAt)> StateOf(string accessId)
    {
        var (http, transaction) = await program.Api(HttpMethod.Get, $"/transactions/{accessId}");
        if (http == 404) return ("lost", default);
        var entries = transaction!["timeline"]!.AsArray().Select(entry => (string)entry!["what"]!).Where(ComparedEntries.Contains);
        var jobs = transaction["due"]!.AsArray().Select(job => (string)job!["what"]!).Where(LateJobs.Contains).Order();
        var notified = (await Notifications(accessId)).Select(notification => (string)notification!["status"]!);
        var state = $"{transaction["status"]} [{string.Join(", ", entries)}], "
            + $"jobs: {string.Join(", ", jobs)}, notifications: {string.Join(", ", notified)}";
        return (state, DateTimeOffset.Parse((string)transaction["changedAt"]!, CultureInfo.InvariantCulture));
    }

    async Task<JsonArray> Notifications(string accessId) =>
        (await program.Api(HttpMethod.Get, $"/notifications?accessId={accessId}")).Body!["items"]!.AsArray();

    async Task CheckNotifications(ClientPayment payment)
    {
        var notifications = await Notifications(payment.AccessId);
        // On a busy machine an advance may end before the merchant has answered. What the merchant then refuses is sent again an hour
        // later.
        while (notifications.Any(notification => (string?)notification!["state"] == "pending"))
        {
            await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT2H" });
            var query = $"notifications={notifications.Count}&timeoutSeconds=20";
            await program.Api(HttpMethod.Get, $"/transactions/{payment.AccessId}/wait?{query}");
            notifications = await Notifications(payment.AccessId);
        }
        Assert.True(
            notifications.All(notification => (string?)notification!["state"] == "delivered"),
            $"{payment.OrderId}: {notifications.ToJsonString()}");
        Assert.Equal(
            notifications.Select(notification => (string)notification!["status"]!).Order(),
            merchant.StatusesOf(payment.OrderId).Order());
        var (_, transaction) = await program.Api(HttpMethod.Get, $"/transactions/{payment.AccessId}");
        finalStatuses[payment.AccessId] = (payment.OrderId, (string)transaction!["status"]!);
    }

    async Task<DateTimeOffset> Clock()
    {
        var (_, clock) = await program.Api(HttpMethod.Get, "/clock");
        return DateTimeOffset.Parse((string)clock!["now"]!, CultureInfo.InvariantCulture);
    }
}
