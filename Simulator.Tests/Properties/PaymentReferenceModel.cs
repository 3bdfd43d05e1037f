#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Methods;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Properties;

/// <summary>Runs random commands on a simulator, and checks statuses and sums after each command and at the end.</summary>
internal sealed partial class PaymentReferenceModel(SimulatorFixture simulated)
{
    static readonly string[] Durations = ["PT1S", "PT3M", "PT45M", "P1D", "P9D", "P40D"];
    static readonly string[] ChargeDays = ["10", "15", "25", "31"];
    static readonly string[] MemberIds = ["taro", "hanako", "jiro", "sakura"];

    readonly IEnumerable<string> loggedErrors = simulated.Logged();
    readonly PaymentMethods methods = simulated.GetService<PaymentMethods>();
    readonly Ledger ledger = simulated.GetService<Ledger>();
    readonly JobSchedule schedule = simulated.GetService<JobSchedule>();
    readonly MemberSet members = simulated.GetService<Members>().Shared;
    readonly Dictionary<string, Member> initialMembers = simulated.GetService<Members>().Shared.All().ToDictionary(member => member.Id);
    readonly Dictionary<string, Transaction> lastSeen = [];
    readonly TestOrder?[] orders = new TestOrder?[Command.Slots];
    int sequences;

    /// <summary>Every status that was reached, by method, and those of monthly charges and of changed payments.</summary>
    public SortedSet<string> Reached { get; } = [];

    /// <summary>Runs a sequence of commands from a reset simulator, and checks that everything adds up at its end.</summary>
    public async Task Run(IEnumerable<Command> commands)
    {
        await Reset();
        using var subscription = simulated.GetService<ChangeFeed>().Subscribe();
        foreach (var command in commands)
        {
            await Execute(command);
            CheckChanges(subscription);
        }
        await simulated.Advance("P200D");
        CheckChanges(subscription);
        CheckSums();
    }

    async Task Reset()
    {
        sequences++;
        lastSeen.Clear();
        Array.Clear(orders);
        simulated.Merchant.ResetLogEntries();
        await simulated.CallApi(HttpMethod.Post, "/reset");
        foreach (var member in initialMembers.Values) await members.Change(member.Id, (_, _) => member);
    }

    Task Execute(Command command) => command.Kind switch
    {
        CommandKind.Register       => Register(command),
        CommandKind.Request        => Request(command),
        CommandKind.Start          => OpenStartUrl(command),
        CommandKind.Approve        => Consumer(command, Approval(command)),
        CommandKind.CancelAtWallet => Consumer(command, """{"action":"cancel"}"""),
        CommandKind.Abandon        => Consumer(command, """{"action":"abandon"}"""),
        CommandKind.EndContract    => Consumer(command, """{"action":"end"}"""),
        CommandKind.Buy            => Buy(command),
        CommandKind.Sales          => Operate(command, "RecruitSales"),
        CommandKind.Cancel         => Operate(command, "RecruitCancel"),
        CommandKind.Change         => ChangeAmount(command),
        CommandKind.Extend         => Operate(command, "RecruitUpdateAuth"),
        CommandKind.ChangeContract => Operate(command, "RecruitContinuanceChange", ("Amount", $"{command.A % 2_000}")),
        CommandKind.CancelContract => Operate(command, "RecruitContinuanceCancel"),
        CommandKind.CancelCharge   => Operate(command, "RecruitContinuanceChargeCancel", ("ContinuanceMonth", Month(command.A))),
        CommandKind.ChangeCard     => ChangeCard(declines: command.A % 2 == 0),
        CommandKind.Search         => Search(command),
        CommandKind.Advance        => simulated.Advance(Durations[command.A % Durations.Length]),
        CommandKind.SendGarbage    => SendGarbage(command),
        _                          => throw new InvalidOperationException($"{command}"),
    };

    static bool IsContract(Command command) => command.Slot == Command.Slots - 1;

    string OrderId(Command command) => $"L{sequences}-{command.Slot}";

    string Month(int a)
    {
        var now = simulated.GetService<ShopClocks>().Now(null);
        return now.AddMonths(1 - (a % 4)).ToString("yyyyMM", CultureInfo.InvariantCulture);
    }

    async Task Register(Command command)
    {
        var api = IsContract(command) ? "EntryTranRecruitContinuance" : "EntryTranRecruit";
        var answer = await Post(api,
            ("OrderID", OrderId(command)),
            ("JobCd", command.B % 2 == 0 ? "AUTH" : "CAPTURE"),
            ("Amount", $"{command.A % 1_500}"),
            ("Tax", command.B % 5 == 0 ? "100" : ""));
        if (answer.TryGetValue("AccessID", out var accessId)) orders[command.Slot] = new(OrderId(command), accessId, answer["AccessPass"]);
    }

    async Task Request(Command command)
    {
        var api = IsContract(command) ? "ExecTranRecruitContinuance" : "ExecTranRecruit";
        var answer = await Operate(command, api,
            ("RetURL", $"{simulated.Merchant.Url}/return"),
            ("ItemName", "ポット"),
            ("ChargeDay", ChargeDays[command.A % ChargeDays.Length]),
            ("FirstMonthFreeFlag", $"{command.B % 2}"));
        if (answer.TryGetValue("Token", out var token)) orders[command.Slot] = orders[command.Slot]! with { Token = token };
    }

    async Task Buy(Command command)
    {
        if (orders[command.Slot] is null) await Register(command with { A = 1 + (command.A % 1_499) });
        if (orders[command.Slot] is { Token: "" }) await Request(command);
        await Consumer(command, Approval(command));
    }

    // Sometimes with a wrong token, or the URL of the other payment method.
    async Task OpenStartUrl(Command command)
    {
        if (orders[command.Slot] is not { } order) return;
        var api = IsContract(command) == (command.A % 7 > 0) ? "RecruitContinuanceStart" : "RecruitStart";
        var token = command.B % 4 == 0 ? "wrong" : order.Token;
        using var page = await simulated.Get($"/payment/{api}.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(token)}");
        Assert.True((int)page.StatusCode < 500, $"{command} was answered {page.StatusCode}");
    }

    static string Approval(Command command)
    {
        var member = IsContract(command) && command.A % 2 == 0 ? "jiro" : MemberIds[command.A % MemberIds.Length];
        var points = (command.B % 3) switch
        {
            0 => "all",
            1 => $"{command.B % 400}",
            _ => "none",
        };
        var coupon = (command.B % 5) switch
        {
            0 when member == "taro" => ",\"coupon\":\"WALLET100\"",
            1 when member == "taro" => ",\"coupon\":\"SHOP200\"",
            _                       => "",
        };
        return $$"""{"action":"approve","member":"{{member}}","points":"{{points}}"{{coupon}}}""";
    }

    async Task Consumer(Command command, string json)
    {
        if (orders[command.Slot] is not { } order) return;
        var answer = await simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", json);
        Assert.True((int)answer["http"]! is 200 or 400 or 409, $"{command} was answered {answer.ToJsonString()}");
    }

    Task ChangeAmount(Command command) => Operate(command, "RecruitChange",
        ("Amount", $"{command.A % 2_000}"),
        ("Tax", command.B % 3 == 0 ? $"{command.B % 50}" : ""));

    Task ChangeCard(bool declines)
    {
        var value = declines ? "true" : "false";
        return simulated.CallApi(HttpMethod.Put, "/members/jiro", $$"""{"cards":[{"id":"jcb","label":"JCB","declines":{{value}}}]}""");
    }

    Task Search(Command command) =>
        Post("SearchTradeMulti", ("OrderID", OrderId(command)), ("PayType", $"{23 + (command.A % 4)}"));

    // With an unknown AccessID if the order is not registered.
    Task<Dictionary<string, string>> Operate(Command command, string api, params (string, string)[] more)
    {
        var unknown = new string('0', 32);
        var order = orders[command.Slot] ?? new(OrderId(command), unknown, unknown);
        return Post(api, [("AccessID", order.AccessId), ("AccessPass", order.AccessPass), ("OrderID", order.OrderId), .. more]);
    }

    async Task SendGarbage(Command command)
    {
        var random = new Random((command.A * 10_000) + command.B);
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        byte[] body = command.A % 2 == 0 ? bytes : [.. "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=%"u8, .. bytes];
        var apis = methods.Apis.Append("SearchTradeMulti").Append("RecruitVoid").ToList();
        var (http, answer) = await simulated.Post(apis[command.B % apis.Count], body);
        Assert.Equal(200, http);
        Assert.Contains("ErrInfo", answer.Keys);
    }

    async Task<Dictionary<string, string>> Post(string api, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all = [("ShopID", TestOrder.FirstShop), ("ShopPass", "kantansim1"), .. fields];
        var body = FormBody.Write([.. all.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        var (http, answer) = await simulated.Post(api, body);
        Assert.Equal(200, http);
        Assert.NotEmpty(answer);
        return answer;
    }
}
