using System.Text;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Methods;

/// <summary>One simulator with every built-in payment method and the test method.</summary>
public sealed class AllMethods : IAsyncLifetime
{
    internal SimulatorFixture Simulated { get; private set; } = null!;

    internal static PaymentMethods All { get; } = CompositionRoot.Methods(new Testpay.Testpay());

    public async ValueTask InitializeAsync() => Simulated = await SimulatorFixture.With(new Testpay.Testpay());

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}

/// <summary>What every payment method must do. A new method is tested as soon as the composition root lists it.</summary>
public sealed class PaymentMethodContractTests(AllMethods shared) : IClassFixture<AllMethods>
{
    public static TheoryData<string> Names => [.. AllMethods.All.All.Select(method => method.Name)];

    SimulatorFixture Simulated => shared.Simulated;

    [Theory, MemberData(nameof(Names))]
    public async Task Registration_answers_AccessID_and_AccessPass(string name)
    {
        var answer = await Calls(Entry(Method(name)), "REG-1");
        Assert.Equal(["OrderID", "AccessID", "AccessPass"], answer.Keys);
        Assert.Equal((32, 32), (answer["AccessID"].Length, answer["AccessPass"].Length));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Registration_of_the_same_order_again_is_refused(string name)
    {
        await Calls(Entry(Method(name)), "REG-2");
        Assert.Equal("M01004010", (await Calls(Entry(Method(name)), "REG-2"))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Payment_request_answers_Token_and_StartURL(string name)
    {
        var method = Method(name);
        var (_, answer) = await Requested(method, "EXEC-1");
        Assert.Equal(["AccessID", "Token", "StartURL"], answer.Keys);
        Assert.Equal($"{Simulated.Url}/payment/{method.StartApi}.idPass", answer["StartURL"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Payment_request_is_refused_when_it_is_repeated(string name)
    {
        var (order, _) = await Requested(Method(name), "EXEC-2");
        Assert.Equal("M01004014", (await Calls(Exec(Method(name)), order.OrderId, order))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Payment_request_is_refused_when_the_AccessPass_is_wrong(string name)
    {
        var (order, _) = await Requested(Method(name), "EXEC-3");
        Assert.Equal("M01058002", (await Calls(Exec(Method(name)), order.OrderId, order with { AccessPass = order.AccessId }))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Start_page_refuses_an_invalid_AccessID_or_Token(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "START-1");
        var registered = await Calls(Entry(method), "Start-2");
        var errors = method.BrowserErrors;
        Assert.Contains(errors.AccessIdFormat.Info, await Arrives(method, "short", "x"), StringComparison.Ordinal);
        Assert.Contains(errors.Unknown.Info, await Arrives(method, new('0', 32), "x"), StringComparison.Ordinal);
        Assert.Contains(errors.IllegalTransition.Info, await Arrives(method, registered["AccessID"], "x"), StringComparison.Ordinal);
        var page = await Arrives(method, order.AccessId, order.Token + "x");
        Assert.Contains(errors.Tampered.Info, page, StringComparison.Ordinal);
        Assert.Contains($"action=\"{Simulated.Merchant.Url}/return\"", page, StringComparison.Ordinal);
        Assert.Equal("REQSUCCESS", await Simulated.Status(order));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Consumer_pays_on_the_wallet_pages(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "PAGES-1");
        using var start = await Simulated.Get(Start(method, order.AccessId, order.Token));
        var wallet = start.Headers.Location!.ToString();
        await Simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var answer = await Simulated.Get(wallet);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("data-testid=\"approve\"", page, StringComparison.Ordinal);
        await Simulated.Submits(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        await EndsWell(method, order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Approval_is_notified_as_step_9(string name)
    {
        var (order, _) = await Requested(Method(name), "PAY-1");
        await Simulated.PlayConsumer(order, "approve");
        await EndsWell(Method(name), order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Cancellation_is_notified_as_step_9_with_an_error(string name)
    {
        var (order, _) = await Requested(Method(name), "STOP-1");
        var played = await Simulated.PlayConsumer(order, "cancel");
        Assert.Equal(Method(name).BrowserErrors.Failed.Info, played.ErrInfo);
        await Ends(Method(name), order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Expiry_is_notified_as_step_9_with_an_error(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "LATE-1");
        await Simulated.Advance("PT119S");
        Assert.Equal("REQSUCCESS", await Simulated.Status(order));
        await Simulated.Advance("PT1S");
        Assert.Equal(method.BrowserErrors.Expired.Info, (await Simulated.TransactionOf(order)).ErrInfo);
        await Ends(method, order);
        var page = await Arrives(method, order.AccessId, order.Token);
        Assert.Contains(method.BrowserErrors.Expired.Info, page, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Search_finds_a_transaction_by_its_own_PayType_only(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "FIND-1");
        var found = await Simulated.SearchTrade(order, method.PayType);
        Assert.Equal([.. WireFields.ShortSearch, .. method.SearchKeys], found.Keys);
        Assert.Equal(("REQSUCCESS", order.AccessId, method.PayType), (found["Status"], found["AccessID"], found["PayType"]));
        foreach (var other in AllMethods.All.All.Where(other => other != method))
            Assert.Equal("M01004002", (await Simulated.SearchTrade(order, other.PayType))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public void Lifecycle_table_reaches_only_its_own_statuses_and_allows_every_trigger(string name)
    {
        var method = Method(name);
        Assert.Subset(method.Lifecycle.Statuses.ToHashSet(), method.ResultStatuses.ToHashSet());
        Assert.All(method.Lifecycles.Select(lifecycle => lifecycle.Lifecycle), table => Assert.All(table.Triggers, trigger =>
        {
            var moves = table.Statuses.Select(status => table.Next(status, trigger)).ToList();
            Assert.Contains(moves, move => move.Refusal is null);
            Assert.All(moves, move => Assert.True(move.To is not { } to || table.Statuses.Contains(to), $"{trigger} leads to {move.To}"));
        }));
    }

    [Theory, MemberData(nameof(Names))]
    public void Operation_is_documented_with_valid_examples(string name) => Assert.All(Method(name).Operations, operation =>
    {
        Assert.NotEmpty(operation.About.En);
        Assert.NotEmpty(operation.About.Ja);
        Assert.NotEmpty(operation.Answers);
        Assert.All(operation.Fields, field => Assert.DoesNotContain("", new[] { field.About.En, field.About.Ja, field.Example }));
        var examples = operation.Fields.Select(field => KeyValuePair.Create(field.Name, field.Example));
        var request = new Request(FormBody.Read(FormBody.Write(examples)));
        Assert.Empty(operation.Validate(request, new ProtocolOptions()));
    });

    [Theory, MemberData(nameof(Names))]
    public void Scenario_files_may_name_every_operation_and_error_code(string name)
    {
        var words = CompositionRoot.Vocabulary(AllMethods.All);
        Assert.Subset(words.Operations.ToHashSet(), Method(name).Operations.Select(operation => operation.Api).ToHashSet());
        Assert.Subset(words.Errors.ToHashSet(), Method(name).BrowserErrors.All.Select(error => error.Info).ToHashSet());
    }

    [Fact]
    public async Task Operation_of_one_method_only_takes_effect()
    {
        var (order, _) = await Requested(Method("Testpay"), "OWN-1");
        await Simulated.PlayConsumer(order, "approve");
        Assert.Equal("REFUNDED", (await Simulated.CallOperation("TestpayRefund", order))["Status"]);
        await Simulated.Advance("P20D");
        Assert.Equal(["sale", "refund"], (await Simulated.DepositsOf(order)).Select(line => line.Kind));
    }

    async Task EndsWell(PaymentMethod method, TestOrder order)
    {
        await Ends(method, order);
        Assert.Null((await Simulated.TransactionOf(order)).ErrInfo);
    }

    async Task Ends(PaymentMethod method, TestOrder order)
    {
        var status = await Simulated.Status(order);
        Assert.Contains(status, method.ResultStatuses.Select(result => result.Code));
        await Simulated.WaitFor(order, "step=9");
        var sent = (await Simulated.NotificationsOf(order, "delivered"))[^1];
        Assert.Equal((status, method.PayType), (sent.Status, sent.Body["PayType"]));
    }

    async Task<(TestOrder Order, Dictionary<string, string> Answer)> Requested(PaymentMethod method, string orderId)
    {
        var entry = await Calls(Entry(method), orderId);
        var order = new TestOrder($"{orderId}-{method.PayType}", entry["AccessID"], entry["AccessPass"]);
        var answer = await Calls(Exec(method), orderId, order);
        return (order with { Token = answer["Token"] }, answer);
    }

    /// <summary>Calls an operation with the examples of its required fields, except for the shop, the order and the transaction.</summary>
    Task<Dictionary<string, string>> Calls(Operation operation, string orderId, TestOrder? order = null)
    {
        var payType = AllMethods.All.FindOperation(operation.Api)!.Value.Method.PayType;
        var required = operation.Fields.Where(field => field.MissingError is not null);
        return Simulated.Call(operation.Api, null, [.. required.Select(field => (field.Name, ValueOf(field)))]);

        string ValueOf(FieldRule field) => field.Name switch
        {
            "ShopID" => "tshop00000001",
            "ShopPass" => "kantansim1",
            "OrderID" => order?.OrderId ?? $"{orderId}-{payType}",
            "AccessID" => order!.AccessId,
            "AccessPass" => order!.AccessPass,
            "RetURL" => $"{Simulated.Merchant.Url}/return",
            _ => field.Example,
        };
    }

    async Task<string> Arrives(PaymentMethod method, string accessId, string token)
    {
        using var page = await Simulated.Get(Start(method, accessId, token));
        return Encoding.Latin1.GetString(await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    static string Start(PaymentMethod method, string accessId, string token) =>
        $"/payment/{method.StartApi}.idPass?AccessID={accessId}&Token={Uri.EscapeDataString(token)}";

    static PaymentMethod Method(string name) => AllMethods.All.All.Single(method => method.Name == name);

    static RegistrationOperation Entry(PaymentMethod method) => method.Operations.OfType<RegistrationOperation>().Single();

    static UpdateOperation Exec(PaymentMethod method) =>
        method.Operations.OfType<UpdateOperation>().Single(operation => operation.Step == 2);
}
