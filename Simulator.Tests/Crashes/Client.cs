#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// A payment as its client knows it: the number of acknowledged steps, and whether one was in progress when the connection broke.
/// </summary>
internal sealed record ClientPayment(string OrderId, string[] Steps)
{
    public string AccessId { get; set; } = "";
    public string AccessPass { get; set; } = "";
    public int Acknowledged { get; set; }
    public int Begun { get; set; }

    /// <summary>Whether the consumer's decision was in progress.</summary>
    public bool IsDeciding => Begun > Acknowledged && Steps[Acknowledged] is "approve" or "cancel at the wallet";
}

/// <summary>Counts the acknowledged steps of all clients, and kills the program at a given number.</summary>
internal sealed class KillSwitch(int at, Action kill)
{
    int acknowledged;

    public void CountAcknowledged()
    {
        if (Interlocked.Increment(ref acknowledged) == at) kill();
    }
}

/// <summary>
/// A client that works until the program is killed, with payments, a member and armed scenarios of its own. It records what is
/// acknowledged.
/// </summary>
internal sealed class Client(string name, SimulatorProcess program, string merchant, Random random, KillSwitch killSwitch)
{
    /// <summary>The steps of the payments.</summary>
    public static readonly string[][] Flows =
    [
        ["enter AUTH", "request", "approve", "capture", "cancel"],
        ["enter AUTH", "request", "approve", "cancel"],
        ["enter CAPTURE", "request", "approve", "cancel"],
        ["enter AUTH", "request", "cancel at the wallet"],
    ];

    /// <summary>Leaves the consumer at the wallet.</summary>
    public static readonly string[] Undecided = ["enter AUTH", "request", "abandon"];

    const int MaxArms = 2;
    const string Shop = $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1";

    public string Name => name;
    public List<ClientPayment> Payments { get; } = [];
    public List<string> Arms { get; } = [];
    /// <summary>The member's points: of the last acknowledged request, and of the last request.</summary>
    public (int Acknowledged, int Begun) Points { get; private set; }
    public DateTimeOffset Clock { get; private set; }

    /// <summary>Works until the program is killed.</summary>
    public async Task Work()
    {
        try
        {
            while (true)
            {
                await ChangeSomethingElse();
                await Run(new($"{name}-{Payments.Count}", Flows[random.Next(Flows.Length)]));
            }
        }
        catch (HttpRequestException) { /* the program was killed */ }
        catch (IOException) { /* the program was killed while it sent an answer */ }
    }

    /// <summary>Performs the steps of a payment in order.</summary>
    /// <param name="afterStep">Called after each acknowledged step.</param>
    public async Task Run(ClientPayment payment, Func<Task>? afterStep = null)
    {
        Payments.Add(payment);
        foreach (var step in payment.Steps)
        {
            payment.Begun++;
            await Do(payment, step);
            payment.Acknowledged++;
            killSwitch.CountAcknowledged();
            if (afterStep is not null) await afterStep();
        }
    }

    async Task Do(ClientPayment payment, string step)
    {
        var payload = $"{Shop}&OrderID={payment.OrderId}&AccessID={payment.AccessId}&AccessPass={payment.AccessPass}";
        switch (step)
        {
            case "enter AUTH" or "enter CAPTURE":
                var jobCd = step["enter ".Length..];
                var answer = await Call(payment, "EntryTranRecruit", $"{Shop}&OrderID={payment.OrderId}&JobCd={jobCd}&Amount=1000");
                payment.AccessId = answer["AccessID"];
                payment.AccessPass = answer["AccessPass"];
                break;
            case "request":
                await Call(payment, "ExecTranRecruit", $"{payload}&RetURL={merchant}/return&ItemName=Mug");
                break;
            case "capture":
                await Call(payment, "RecruitSales", payload);
                break;
            case "cancel":
                await Call(payment, "RecruitCancel", payload);
                break;
            default:
                await Decide(payment, step == "cancel at the wallet" ? "cancel" : step);
                break;
        }
    }

    async Task<Dictionary<string, string>> Call(ClientPayment payment, string api, string payload)
    {
        var answer = await program.Call(api, payload);
        Assert.False(answer.ContainsKey("ErrInfo"), $"{api} of {payment.OrderId}: {string.Join('&', answer)}");
        return answer;
    }

    async Task Decide(ClientPayment payment, string action)
    {
        var (http, body) = await program.Api(HttpMethod.Post, $"/transactions/{payment.AccessId}/consumer", new { action });
        Assert.True(http == 200, $"{action} of {payment.OrderId}: {body}");
    }

    Task ChangeSomethingElse() => random.Next(4) switch
    {
        0                             => SetPoints(),
        1 when Arms.Count < MaxArms   => ArmScenario(),
        2                             => AdvanceClock(),
        _                             => Task.CompletedTask,
    };

    async Task SetPoints()
    {
        Points = Points with { Begun = Points.Begun + 1 };
        Assert.Equal(200, (await program.Api(HttpMethod.Put, $"/members/{name}", new { points = Points.Begun })).Http);
        Points = Points with { Acknowledged = Points.Begun };
    }

    async Task ArmScenario()
    {
        var request = new { scenario = "cancel", times = 3, orderId = $"{name}-none-*" };
        var (http, arm) = await program.Api(HttpMethod.Post, "/scenarios/arm", request);
        Assert.True(http is 200 or 201, $"{arm}");
        Arms.Add((string)arm!["id"]!);
    }

    async Task AdvanceClock()
    {
        var (http, clock) = await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT2S" });
        Assert.True(http == 200, $"{clock}");
        Clock = DateTimeOffset.Parse((string)clock!["now"]!, CultureInfo.InvariantCulture);
    }
}
