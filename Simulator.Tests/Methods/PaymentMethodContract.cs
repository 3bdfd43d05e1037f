using System.Globalization;
using System.Text;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Tests.Kit;
using KantanSim.Wire;

namespace KantanSim.Tests.Methods;

/// <summary>One simulator with every method there is, and one more.</summary>
public sealed class AllMethods : IAsyncLifetime
{
    internal Simulated Simulated { get; private set; } = null!;

    internal static PaymentMethods All { get; } = Host.Methods(new Testpay.Testpay());

    public async ValueTask InitializeAsync() => Simulated = await Simulated.With(new Testpay.Testpay());

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}

/// <summary>What every payment method keeps, whoever wrote it: a further one is only to stand in the list of Host.</summary>
public sealed class PaymentMethodContract(AllMethods shared) : IClassFixture<AllMethods>
{
    public static TheoryData<string> Names => [.. AllMethods.All.All.Select(method => method.Name)];

    Simulated Simulated => shared.Simulated;

    [Theory, MemberData(nameof(Names))]
    public async Task A_registration_answers_the_credentials_and_an_order_is_taken_once(string name)
    {
        var method = Method(name);
        var answer = await Calls(Entry(method), "REG-1");
        Assert.Equal(["OrderID", "AccessID", "AccessPass"], answer.Keys);
        Assert.Equal((32, 32), (answer["AccessID"].Length, answer["AccessPass"].Length));
        Assert.Equal("M01004010", (await Calls(Entry(method), "REG-1"))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_request_answers_where_the_browser_goes_and_is_made_once(string name)
    {
        var method = Method(name);
        var (order, answer) = await Requested(method, "EXEC-1");
        Assert.Equal(["AccessID", "Token", "StartURL"], answer.Keys);
        Assert.Equal($"{Simulated.Url}/payment/{method.StartApi}.idPass", answer["StartURL"]);
        Assert.Equal("M01004014", (await Calls(Exec(method), order.OrderId, order))["ErrInfo"]);
        Assert.Equal("M01058002", (await Calls(Exec(method), order.OrderId, order with { AccessPass = order.AccessId }))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_browser_that_brings_something_wrong_is_told_so(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "START-1");
        var entered = await Calls(Entry(method), "Start-2");
        Assert.Contains(method.BrowserErrors.AccessIdFormat.Info, await Arrives(method, "short", "x"), StringComparison.Ordinal);
        Assert.Contains(method.BrowserErrors.Unknown.Info, await Arrives(method, new('0', 32), "x"), StringComparison.Ordinal);
        Assert.Contains(method.BrowserErrors.IllegalTransition.Info, await Arrives(method, entered["AccessID"], "x"), StringComparison.Ordinal);
        var back = await Arrives(method, order.AccessId, order.Token + "x");
        Assert.Contains(method.BrowserErrors.Tampered.Info, back, StringComparison.Ordinal);
        Assert.Contains($"action=\"{Simulated.Merchant.Url}/return\"", back, StringComparison.Ordinal);
        Assert.Equal("REQSUCCESS", await Simulated.Status(order));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_consumer_pays_at_the_wallet_s_pages(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "PAGES-1");
        using var start = await Simulated.Get(Start(method, order.AccessId, order.Token));
        var wallet = start.Headers.Location!.ToString();
        await Simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var page = await Simulated.Get(wallet);
        Assert.Contains("data-testid=\"approve\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Simulated.Submits(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        await EndsWell(method, order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task An_approval_is_a_result_and_is_notified_as_step_9(string name)
    {
        var (order, _) = await Requested(Method(name), "PAY-1");
        await Simulated.Plays(order, """{"action":"approve"}""");
        await EndsWell(Method(name), order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_cancel_is_a_result_with_an_error_and_is_notified_as_step_9(string name)
    {
        var (order, _) = await Requested(Method(name), "STOP-1");
        var played = await Simulated.Plays(order, """{"action":"cancel"}""");
        Assert.Equal(Method(name).BrowserErrors.Failed.Info, (string?)played["errInfo"]);
        await Ends(Method(name), order);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_term_that_is_over_is_a_result_with_an_error_and_is_notified_as_step_9(string name)
    {
        var (order, _) = await Requested(Method(name), "LATE-1");
        await Simulated.Advance("PT119S");
        Assert.Equal("REQSUCCESS", await Simulated.Status(order));
        await Simulated.Advance("PT1S");
        Assert.Equal(Method(name).BrowserErrors.Expired.Info, (string?)(await Simulated.Transaction(order))["errInfo"]);
        await Ends(Method(name), order);
        Assert.Contains(Method(name).BrowserErrors.Expired.Info, await Arrives(Method(name), order.AccessId, order.Token), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task It_is_found_by_its_PayType_only(string name)
    {
        var method = Method(name);
        var (order, _) = await Requested(method, "FIND-1");
        var found = await Simulated.Searches(order, method.PayType);
        Assert.Equal([.. WireFields.ShortSearch, .. method.SearchKeys], found.Keys);
        Assert.Equal(("REQSUCCESS", order.AccessId, method.PayType), (found["Status"], found["AccessID"], found["PayType"]));
        foreach (var other in AllMethods.All.All.Where(other => other != method))
            Assert.Equal("M01004002", (await Simulated.Searches(order, other.PayType))["ErrInfo"]);
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_tables_are_whole(string name)
    {
        var method = Method(name);
        Assert.Subset(method.Lifecycle.Statuses.ToHashSet(), method.Results.ToHashSet());
        Assert.All(method.Lifecycles.Select(lifecycle => lifecycle.Table), table => Assert.All(table.Triggers, trigger =>
        {
            var moves = table.Statuses.Select(status => table.Next(status, trigger)).ToList();
            Assert.Contains(moves, move => move.Refusal is null);
            Assert.All(moves, move => Assert.True(move.To is not { } to || table.Statuses.Contains(to), $"{trigger} leads to {move.To}"));
        }));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_operations_say_what_they_are(string name) => Assert.All(Method(name).Operations, operation =>
    {
        Assert.NotEmpty(operation.About);
        Assert.NotEmpty(operation.Answers);
        Assert.All(operation.Fields, field => Assert.True(field.About.Length > 0 && field.Example.Length > 0, field.Name));
        var example = new Request(FormBody.Read(FormBody.Write(operation.Fields.Select(field => KeyValuePair.Create(field.Name, field.Example)))));
        Assert.Empty(operation.ErrorsIn(example, new Choices()));
    });

    [Theory, MemberData(nameof(Names))]
    public void Scenario_files_may_name_its_operations_and_codes(string name)
    {
        var words = Host.Vocabulary(AllMethods.All);
        Assert.Subset(words.Operations.ToHashSet(), Method(name).Operations.Select(operation => operation.Api).ToHashSet());
        Assert.Subset(words.Errors.ToHashSet(), Method(name).BrowserErrors.All.Select(error => error.Info).ToHashSet());
    }

    [Fact]
    public async Task What_is_a_method_s_own_happens_too()
    {
        var (order, _) = await Requested(Method("Testpay"), "OWN-1");
        await Simulated.Plays(order, """{"action":"approve"}""");
        Assert.Equal("REFUNDED", (await Simulated.Operates("TestpayRefund", order))["Status"]);
        await Simulated.Advance("P20D");
        Assert.Equal(["sale", "refund"], (await Simulated.Deposited(order)).Select(line => line.Kind));
    }

    async Task EndsWell(PaymentMethod method, Order order)
    {
        await Ends(method, order);
        Assert.Null((string?)(await Simulated.Transaction(order))["errInfo"]);
    }

    async Task Ends(PaymentMethod method, Order order)
    {
        var status = await Simulated.Status(order);
        Assert.Contains(status, method.Results.Select(result => result.Code));
        Assert.Equal(200, (int?)(await Simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?step=9"))["http"]);
        var sent = (await Simulated.Api(HttpMethod.Get, $"/notifications?accessId={order.AccessId}&state=delivered"))["body"]!["items"]!.AsArray();
        Assert.Equal((status, method.PayType), ((string?)sent[^1]!["status"], (string?)sent[^1]!["body"]!["PayType"]));
    }

    async Task<(Order Order, Dictionary<string, string> Answer)> Requested(PaymentMethod method, string orderId)
    {
        var entry = await Calls(Entry(method), orderId);
        var order = new Order($"{orderId}-{method.PayType}", entry["AccessID"], entry["AccessPass"]);
        var answer = await Calls(Exec(method), orderId, order);
        return (order with { Token = answer["Token"] }, answer);
    }

    /// <summary>Calls an operation with all that it needs and nothing else: the examples of its fields, but for what names shop, order and transaction.</summary>
    Task<Dictionary<string, string>> Calls(Operation operation, string orderId, Order? order = null) => Simulated.Call(operation.Api, null,
    [
        .. operation.Fields.Where(field => field.Missing is not null).Select(field => (field.Name, field.Name switch
        {
            "ShopID" => "tshop00000001",
            "ShopPass" => "kantansim1",
            "OrderID" => order?.OrderId ?? $"{orderId}-{AllMethods.All.Operation(operation.Api)!.Value.Method.PayType}",
            "AccessID" => order!.AccessId,
            "AccessPass" => order!.AccessPass,
            "RetURL" => $"{Simulated.Merchant.Url}/return",
            _ => field.Example,
        })),
    ]);

    async Task<string> Arrives(PaymentMethod method, string accessId, string token)
    {
        using var page = await Simulated.Get(Start(method, accessId, token));
        return Encoding.Latin1.GetString(await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    static string Start(PaymentMethod method, string accessId, string token) =>
        string.Create(CultureInfo.InvariantCulture, $"/payment/{method.StartApi}.idPass?AccessID={accessId}&Token={Uri.EscapeDataString(token)}");

    static PaymentMethod Method(string name) => AllMethods.All.All.Single(method => method.Name == name);

    static RegisteringOperation Entry(PaymentMethod method) => method.Operations.OfType<RegisteringOperation>().Single();

    static ChangingOperation Exec(PaymentMethod method) => method.Operations.OfType<ChangingOperation>().Single(operation => operation.Step == 2);
}
