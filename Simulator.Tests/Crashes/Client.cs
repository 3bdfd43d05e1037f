using System.Globalization;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// A payment as its client knows it: which acts were acknowledged, and which one was in progress when the connection broke.
/// </summary>
internal sealed record ClientPayment(string OrderId, string[] Acts)
{
    public string AccessId { get; set; } = "";
    public string AccessPass { get; set; } = "";
    public int Acknowledged { get; set; }
    public int Begun { get; set; }

    /// <summary>The consumer's decision was in progress.</summary>
    public bool IsDeciding => Begun > Acknowledged && Acts[Acknowledged] is "approve" or "stop";
}

/// <summary>Counts the acknowledgements of all clients, and kills the program at a given number.</summary>
internal sealed class Fuse(int at, Action kill)
{
    int burnt;

    public void Burn()
    {
        if (Interlocked.Increment(ref burnt) == at) kill();
    }
}

/// <summary>
/// A client that works while the program is killed, with payments, a member and armed scenarios of its own. It records what is
/// acknowledged.
/// </summary>
internal sealed class Client(string name, SimulatorProcess program, string merchant, Random chance, Fuse fuse)
{
    public static readonly string[][] Lives =
    [
        ["enter AUTH", "request", "approve", "capture", "cancel"],
        ["enter AUTH", "request", "approve", "cancel"],
        ["enter CAPTURE", "request", "approve", "cancel"],
        ["enter AUTH", "request", "stop"],
    ];

    public static readonly string[] Undecided = ["enter AUTH", "request", "abandon"];

    const int MostArms = 2;
    const string Shop = $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1";

    public string Name => name;
    public List<ClientPayment> Payments { get; } = [];
    public List<string> Arms { get; } = [];
    /// <summary>The member's points: those acknowledged last, and those of the last request.</summary>
    public (int Acknowledged, int Begun) Points { get; private set; }
    public DateTimeOffset Clock { get; private set; }

    /// <summary>Works until the program is killed.</summary>
    public async Task Work()
    {
        try
        {
            while (true)
            {
                await Aside();
                await Live(new($"{name}-{Payments.Count}", Lives[chance.Next(Lives.Length)]));
            }
        }
        catch (HttpRequestException) { /* the program was killed */ }
        catch (IOException) { /* the program was killed while it sent an answer */ }
    }

    /// <summary>Performs a payment's acts in order.</summary>
    /// <param name="after">Called after each that was acknowledged.</param>
    public async Task Live(ClientPayment payment, Func<Task>? after = null)
    {
        Payments.Add(payment);
        foreach (var act in payment.Acts)
        {
            payment.Begun++;
            await Do(payment, act);
            payment.Acknowledged++;
            fuse.Burn();
            if (after is not null) await after();
        }
    }

    async Task Do(ClientPayment payment, string act)
    {
        var known = $"{Shop}&OrderID={payment.OrderId}&AccessID={payment.AccessId}&AccessPass={payment.AccessPass}";
        var answer = act.Split(' ') switch
        {
            ["enter", var job] => await program.Call("EntryTranRecruit", $"{Shop}&OrderID={payment.OrderId}&JobCd={job}&Amount=1000"),
            ["request"] => await program.Call("ExecTranRecruit", $"{known}&RetURL={merchant}/return&ItemName=Mug"),
            ["capture"] => await program.Call("RecruitSales", known),
            ["cancel"] => await program.Call("RecruitCancel", known),
            [var decides] => await Decide(payment, decides == "stop" ? "cancel" : decides),
            _ => throw new InvalidOperationException(act),
        };
        Assert.False(answer.ContainsKey("ErrInfo"), $"{act} of {payment.OrderId}: {string.Join('&', answer)}");
        if (answer.TryGetValue("AccessID", out var accessId) && act.StartsWith("enter", StringComparison.Ordinal)) (payment.AccessId, payment.AccessPass) = (accessId, answer["AccessPass"]);
    }

    async Task<Dictionary<string, string>> Decide(ClientPayment payment, string action)
    {
        var (http, body) = await program.Api(HttpMethod.Post, $"/transactions/{payment.AccessId}/consumer", new { action });
        Assert.True(http == 200, $"{action} of {payment.OrderId}: {body}");
        return [];
    }

    async Task Aside()
    {
        switch (chance.Next(4))
        {
            case 0:
                Points = Points with { Begun = Points.Begun + 1 };
                Assert.Equal(200, (await program.Api(HttpMethod.Put, $"/members/{name}", new { points = Points.Begun })).Http);
                Points = Points with { Acknowledged = Points.Begun };
                break;
            case 1 when Arms.Count < MostArms:
                var (armed, arm) = await program.Api(HttpMethod.Post, "/scenarios/arm", new { scenario = "cancel", times = 3, orderId = $"{name}-none-*" });
                Assert.True(armed is 200 or 201, $"{arm}");
                Arms.Add((string)arm!["id"]!);
                break;
            case 2:
                var (moved, clock) = await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT2S" });
                Assert.True(moved == 200, $"{clock}");
                Clock = DateTimeOffset.Parse((string)clock!["now"]!, CultureInfo.InvariantCulture);
                break;
        }
    }
}
