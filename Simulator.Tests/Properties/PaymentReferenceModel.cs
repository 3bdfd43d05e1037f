using System.Globalization;
using KantanSim.Consumers;
using KantanSim.Methods;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Protocol;
using KantanSim.Settlement;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Properties;

/// <summary>Runs random commands on a simulator, and checks statuses and sums after each command and at the end.</summary>
internal sealed class PaymentReferenceModel(SimulatorFixture simulated)
{
    static readonly string[] Spans = ["PT1S", "PT3M", "PT45M", "P1D", "P9D", "P40D"];
    static readonly string[] ChargeDays = ["10", "15", "25", "31"];
    static readonly string[] People = ["taro", "hanako", "jiro", "sakura"];

    readonly IEnumerable<string> logged = simulated.Logged();
    readonly PaymentMethods methods = simulated.GetService<PaymentMethods>();
    readonly Ledger ledger = simulated.GetService<Ledger>();
    readonly JobSchedule agenda = simulated.GetService<JobSchedule>();
    readonly Members members = simulated.GetService<Members>();
    readonly Dictionary<string, Member> born = simulated.GetService<Members>().All().ToDictionary(member => member.Id);
    readonly Dictionary<string, Transaction> seen = [];
    readonly TestOrder?[] orders = new TestOrder?[Command.Slots];
    int lives;

    /// <summary>Every status that was reached, by method, with those of monthly charges and changed payments.</summary>
    public SortedSet<string> Reached { get; } = [];

    public async Task Live(IEnumerable<Command> commands)
    {
        await BeginAnew();
        using var watch = simulated.GetService<ChangeFeed>().Subscribe();
        foreach (var command in commands)
        {
            await Does(command);
            Looks(watch);
        }
        await simulated.Advance("P200D");
        Looks(watch);
        await AddsUp();
    }

    async Task BeginAnew()
    {
        lives++;
        seen.Clear();
        Array.Clear(orders);
        simulated.Merchant.ResetLogEntries();
        await simulated.CallApi(HttpMethod.Post, "/reset");
        foreach (var member in born.Values) await members.Change(member.Id, (_, _) => member);
    }

    Task Does(Command command) => command.Act switch
    {
        CommandKind.Register       => Register(command),
        CommandKind.Request        => Request(command),
        CommandKind.Start          => Arrive(command),
        CommandKind.Approve        => Consumer(command, Approval(command)),
        CommandKind.CancelAtWallet => Consumer(command, """{"action":"cancel"}"""),
        CommandKind.Abandon        => Consumer(command, """{"action":"abandon"}"""),
        CommandKind.EndContract    => Consumer(command, """{"action":"end"}"""),
        CommandKind.Buy            => Buy(command),
        CommandKind.Sales          => Operate(command, "RecruitSales"),
        CommandKind.Cancel         => Operate(command, "RecruitCancel"),
        CommandKind.Change         => Operate(command, "RecruitChange", ("Amount", $"{command.A % 2_000}"), ("Tax", command.B % 3 == 0 ? $"{command.B % 50}" : "")),
        CommandKind.Extend         => Operate(command, "RecruitUpdateAuth"),
        CommandKind.ChangeContract => Operate(command, "RecruitContinuanceChange", ("Amount", $"{command.A % 2_000}")),
        CommandKind.CancelContract => Operate(command, "RecruitContinuanceCancel"),
        CommandKind.CancelCharge   => Operate(command, "RecruitContinuanceChargeCancel", ("ContinuanceMonth", Month(command.A))),
        CommandKind.TurnCard       => simulated.CallApi(HttpMethod.Put, "/members/jiro", $$"""{"cards":[{"id":"jcb","label":"JCB","declines":{{(command.A % 2 == 0 ? "true" : "false")}}}]}"""),
        CommandKind.Search         => Posts("SearchTradeMulti", ("OrderID", OrderId(command)), ("PayType", $"{23 + (command.A % 4)}")),
        CommandKind.Advance        => simulated.Advance(Spans[command.A % Spans.Length]),
        CommandKind.Garble         => Garble(command),
        _                  => throw new InvalidOperationException($"{command}"),
    };

    static bool IsContract(Command command) => command.Slot == Command.Slots - 1;

    string OrderId(Command command) => $"L{lives}-{command.Slot}";

    string Month(int a) => $"{simulated.GetService<TimeProvider>().GetUtcNow().AddMonths(1 - (a % 4)).ToString("yyyyMM", CultureInfo.InvariantCulture)}";

    async Task Register(Command command)
    {
        var answer = await Posts(IsContract(command) ? "EntryTranRecruitContinuance" : "EntryTranRecruit",
            ("OrderID", OrderId(command)), ("JobCd", command.B % 2 == 0 ? "AUTH" : "CAPTURE"), ("Amount", $"{command.A % 1_500}"), ("Tax", command.B % 5 == 0 ? "100" : ""));
        if (answer.TryGetValue("AccessID", out var accessId)) orders[command.Slot] = new(OrderId(command), accessId, answer["AccessPass"]);
    }

    async Task Request(Command command)
    {
        var answer = await Operate(command, IsContract(command) ? "ExecTranRecruitContinuance" : "ExecTranRecruit",
            ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "ポット"), ("ChargeDay", ChargeDays[command.A % ChargeDays.Length]), ("FirstMonthFreeFlag", $"{command.B % 2}"));
        if (answer.TryGetValue("Token", out var token)) orders[command.Slot] = orders[command.Slot]! with { Token = token };
    }

    async Task Buy(Command command)
    {
        if (orders[command.Slot] is null) await Register(command with { A = 1 + (command.A % 1_499) });
        if (orders[command.Slot] is { Token: "" }) await Request(command);
        await Consumer(command, Approval(command));
    }

    async Task Arrive(Command command)
    {
        if (orders[command.Slot] is not { } order) return;
        var api = IsContract(command) == (command.A % 7 > 0) ? "RecruitContinuanceStart" : "RecruitStart";
        using var page = await simulated.Get($"/payment/{api}.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(command.B % 4 == 0 ? "wrong" : order.Token)}");
        Assert.True((int)page.StatusCode < 500, $"{command} was answered {page.StatusCode}");
    }

    static string Approval(Command command)
    {
        var member = IsContract(command) && command.A % 2 == 0 ? "jiro" : People[command.A % People.Length];
        var points = command.B % 3 == 0 ? "all" : command.B % 3 == 1 ? $"{command.B % 400}" : "none";
        var coupon = member == "taro" && command.B % 5 < 2 ? $",\"coupon\":\"{(command.B % 5 == 0 ? "WALLET100" : "SHOP200")}\"" : "";
        return $$"""{"action":"approve","member":"{{member}}","points":"{{points}}"{{coupon}}}""";
    }

    async Task Consumer(Command command, string json)
    {
        if (orders[command.Slot] is not { } order) return;
        var answer = await simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", json);
        Assert.True((int)answer["http"]! is 200 or 400 or 409, $"{command} was answered {answer.ToJsonString()}");
    }

    Task<Dictionary<string, string>> Operate(Command command, string api, params (string, string)[] more) =>
        orders[command.Slot] is { } order ? Posts(api, [("AccessID", order.AccessId), ("AccessPass", order.AccessPass), ("OrderID", order.OrderId), .. more])
            : Posts(api, [("AccessID", new string('0', 32)), ("AccessPass", new string('0', 32)), ("OrderID", OrderId(command)), .. more]);

    async Task Garble(Command command)
    {
        var chance = new Random((command.A * 10_000) + command.B);
        var bytes = new byte[chance.Next(200)];
        chance.NextBytes(bytes);
        byte[] body = command.A % 2 == 0 ? bytes : [.. "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=%"u8, .. bytes];
        var apis = methods.Apis.Append("SearchTradeMulti").Append("RecruitVoid").ToList();
        var (http, answer) = await simulated.Post(apis[command.B % apis.Count], body);
        Assert.Equal(200, http);
        Assert.Contains("ErrInfo", answer.Keys);
    }

    async Task<Dictionary<string, string>> Posts(string api, params (string Name, string Value)[] fields)
    {
        var (http, answer) = await simulated.Post(api, FormBody.Write(
            [KeyValuePair.Create("ShopID", "tshop00000001"), KeyValuePair.Create("ShopPass", "kantansim1"), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
        Assert.Equal(200, http);
        Assert.NotEmpty(answer);
        return answer;
    }

    /// <summary>No error was logged, every change of status is in the lifecycle table, and sums are consistent.</summary>
    void Looks(ChangeFeed.Subscription watch)
    {
        Assert.Empty(logged);
        while (watch.Events.TryRead(out var news))
        {
            if (ledger.Find(news.AccessId) is not { } transaction) continue;
            var before = seen.GetValueOrDefault(news.AccessId)?.Status ?? GatewayStatus.Unprocessed;
            var table = methods.Of(transaction).Lifecycle;
            Assert.True(Follows(table, before, new(news.Status)), $"{news.OrderId} went from {before} to {news.Status}");
            Reached.Add($"{transaction.Method} {news.Status}");
            seen[news.AccessId] = (seen.GetValueOrDefault(news.AccessId) ?? transaction) with { Status = new(news.Status) };
        }
        foreach (var accessId in seen.Keys.ToList()) seen[accessId] = Whole(seen[accessId], ledger.Find(accessId)!);
        foreach (var transaction in seen.Values) Reached.UnionWith(Places(transaction));
    }

    static IEnumerable<string> Places(Transaction transaction) =>
    [
        $"{transaction.Method} {transaction.Status}", .. transaction.AmountChanges > 0 ? [$"changed {transaction.Status}"] : Array.Empty<string>(),
        .. (transaction.Contract?.Charges ?? []).Select(charge => $"month {charge.Status}"),
    ];

    static Transaction Whole(Transaction before, Transaction after)
    {
        Assert.Equal(before.Status, after.Status);
        if (after.Payment is { } payment)
        {
            Assert.Equal(after.Total, payment.Split.Total);
            Assert.True(payment.Split is { Card: >= 0, Points: >= 0, Coupon: >= 0, ShopCoupon: >= 0 }, $"{payment.Split}");
        }
        var charges = after.Contract?.Charges ?? [];
        Assert.Equal(charges.Select(charge => charge.Month).Distinct().Order(), charges.Select(charge => charge.Month));
        foreach (var charge in charges)
            Assert.True(Follows(ChargeLifecycle.Table, before.Contract?.Of(charge.Month)?.Status ?? GatewayStatus.Authorised, charge.Status), $"{charge}");
        return after;
    }

    static bool Follows(Lifecycle table, Status before, Status after) =>
        table.Statuses.Contains(after) && (before == after || table.Triggers.Any(trigger => table.Next(before, trigger).To == after));

    async Task AddsUp()
    {
        var transactions = (simulated.GetService<TransactionLists>().Newest(long.MaxValue, 500, _ => true)).Items;
        var left = agenda.Upcoming(1_000);
        foreach (var transaction in transactions)
        {
            var due = left.Where(row => row.TransactionNumber == transaction.Number).ToList();
            Assert.Equal(ChargesDue(transaction), due.Where(row => row.Kind is JobKind.Month or JobKind.Charge).Select(row => (row.Kind, row.Index)).Order());
            Assert.All(due, row => Assert.True(transaction.Contract is not null && row.Kind is JobKind.Month or JobKind.Charge or JobKind.Settlement or JobKind.Refund, $"{row}"));
            Assert.All(ledger.NotificationsOf(transaction), notification => Assert.Equal(NotificationState.Delivered, notification.State));
            Assert.Equal(LeftOf(transaction), await Paid(transaction, due));
        }
        Assert.All(born.Values, member => Assert.Equal(member.Points - Living(transactions, member).Sum(payment => payment.Split.Points), members.Find(member.Id)!.Points));
        Assert.All(born.Values, member => Assert.Equal(
            Living(transactions, member).Select(payment => payment.CouponId).OfType<string>().Order(),
            members.Find(member.Id)!.Coupons.Where(coupon => coupon.Used).Select(coupon => coupon.Id).Order()));
    }

    static IEnumerable<(JobKind, int)> ChargesDue(Transaction transaction) => transaction.Contract is not { } contract ? [] :
    [
        .. transaction.Status == GatewayStatus.Registered ? [(JobKind.Month, 0)] : Array.Empty<(JobKind, int)>(),
        .. contract.Charges.Where(charge => charge.Status == GatewayStatus.Authorised).Select(charge => (JobKind.Charge, charge.Index)),
    ];

    static IEnumerable<Payment> Living(List<Transaction> transactions, Member member) => transactions
        .Where(transaction => transaction.Payment?.MemberId == member.Id && transaction.Status != GatewayStatus.Cancelled).Select(transaction => transaction.Payment!);

    static PaymentBreakdown LeftOf(Transaction transaction) =>
        transaction.Contract is { } contract ? new(contract.Charges.Where(charge => charge.Status == GatewayStatus.Sold).Sum(charge => charge.Total))
        : transaction.Status == GatewayStatus.Sold || transaction.Status == GatewayStatus.Captured ? transaction.Payment!.Split
        : new(0);

    /// <summary>What was deposited for a transaction, and what will be at its next closing date.</summary>
    async Task<PaymentBreakdown> Paid(Transaction transaction, List<ScheduledJob> due)
    {
        var lines = new List<DepositLine>();
        foreach (var deposit in simulated.GetService<Deposits>().All()) lines.AddRange(simulated.GetService<Deposits>().Lines(deposit));
        return lines.Where(line => line.AccessId == transaction.AccessId).Select(line => new PaymentBreakdown(line.Card, line.Points, line.Coupon, line.ShopCoupon))
            .Concat(due.Where(row => row.Kind is JobKind.Settlement).Select(row => row.Sum!))
            .Concat(due.Where(row => row.Kind is JobKind.Refund).Select(row => -row.Sum!))
            .Aggregate(new PaymentBreakdown(0), (sum, part) => sum - -part);
    }
}
