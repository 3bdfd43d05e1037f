using System.Collections.Immutable;
using KantanSim.Check.Adapters;
using KantanSim.Check.Files;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

public sealed class OrderReadingTests(EchoShop shop) : IClassFixture<EchoShop>
{
    static readonly ImmutableDictionary<string, OrderState> Means = new Dictionary<string, OrderState>
    {
        ["new"] = OrderState.Open,
        ["paid"] = OrderState.Paid,
        ["sent"] = OrderState.Shipped,
        ["void"] = OrderState.Failed,
        ["2"] = OrderState.Paid,
    }.ToImmutableDictionary();

    [Theory]
    [InlineData(@"""new""", nameof(OrderState.Open), false)]
    [InlineData(@"""paid""", nameof(OrderState.Paid), true)]
    [InlineData(@"""sent""", nameof(OrderState.Shipped), true)]
    [InlineData(@"""void""", nameof(OrderState.Failed), false)]
    [InlineData("2", nameof(OrderState.Paid), true)]
    public async Task State_is_what_the_word_means(string word, string state, bool isPaid)
    {
        var reading = await Read($$"""{"status":{{word}}}""");
        Assert.Equal((state, word.Trim('"'), isPaid), (reading.State.ToString(), reading.Word, reading.IsPaid));
    }

    [Theory]
    [InlineData("$.n", "2", 2)]
    [InlineData("$.n", "\"2\"", 2)]
    [InlineData("$.n", "true", 1)]
    [InlineData("$.n", "false", 0)]
    [InlineData("$.n", "null", 0)]
    [InlineData("$.n", "[1,2,3]", 3)]
    [InlineData("$.n.length()", "[1,2]", 2)]
    [InlineData("$.n.length()", "[]", 0)]
    [InlineData("$.n.length()", "null", 0)]
    [InlineData(null, "2", null)]
    public async Task Shipments_are_a_number_a_truth_value_or_a_list(string? path, string value, int? expected) =>
        Assert.Equal(expected, (await Read($$"""{"status":"paid","n":{{value}}}""", shipped: path)).Shipped);

    [Theory]
    [InlineData("$.n", "1200", 1200L)]
    [InlineData("$.n", "1200.00", 1200L)]
    [InlineData("$.n", "\"1200\"", 1200L)]
    [InlineData("$.n", "\"1200.0\"", 1200L)]
    [InlineData("$.n", "null", 0L)]
    [InlineData(null, "1200", null)]
    public async Task Amount_is_a_number_or_a_text_with_one(string? path, string value, long? expected) =>
        Assert.Equal(expected, (await Read($$"""{"status":"paid","n":{{value}}}""", amount: path)).Amount);

    [Theory]
    [InlineData("""{"status":"odd"}""", null, null, "$.status is odd, and means does not say what that means.")]
    [InlineData("""{"status":"odd"}""", null, null, "It knows: 2, new, paid, sent, void.")]
    [InlineData("""{"state":"paid"}""", null, null, "$.status is not in the answer")]
    [InlineData("""{"status":null}""", null, null, "$.status is null")]
    [InlineData("""{"status":"paid"}""", "$.n", null, "$.n is not in the answer")]
    [InlineData("""{"status":"paid","n":2}""", "$.n.length()", null, "$.n is no list")]
    [InlineData("""{"status":"paid","n":"soon"}""", "$.n", null, "shipped: $.n is no whole number")]
    [InlineData("""{"status":"paid","n":"1,200"}""", null, "$.n", "amount: $.n is no whole number")]
    [InlineData("""{"status":"paid","n":0.5}""", null, "$.n", "amount: $.n is no whole number")]
    [InlineData("""{"status":"paid","n":true}""", null, "$.n", "amount: $.n is no whole number")]
    [InlineData("""{"status":"paid","n":[1]}""", null, "$.n", "amount: $.n is no whole number")]
    [InlineData("""{"status":"paid""", null, null, "The answer is no JSON")]
    [InlineData("""{"status":"paid"} x""", null, null, "The answer is no JSON")]
    [InlineData("", null, null, "The answer is no JSON")]
    public async Task Answer_that_does_not_fit_is_a_fault(string body, string? shipped, string? amount, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<AdapterException>(() => Read(body, shipped, amount))).Message);

    [Fact]
    public async Task Not_found_is_an_order_that_the_shop_does_not_know()
    {
        var reading = await Read("<h1>Not found", status: 404, shipped: "$.n");
        Assert.Equal(new(OrderState.None, "HTTP 404", 0, null), reading);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Other_refusal_is_a_fault(int status) =>
        Assert.Contains(
            $"The order cannot be read. The answer was: HTTP {status} ",
            (await Assert.ThrowsAsync<AdapterException>(() => Read("""{"status":"paid"}""", status: status))).Message);

    [Fact]
    public async Task Command_is_read_from_its_output() =>
        Assert.Equal(OrderState.Paid, (await Read(Bash("""echo '{"status":"paid"}'; echo noise >&2"""))).State);

    [Fact]
    public async Task Command_that_fails_is_a_fault_with_its_error_output()
    {
        var step = Bash("""echo '{"status":"paid"}'; echo no such order >&2; exit 3""");
        Assert.Contains("exit code 3 no such order", (await Assert.ThrowsAsync<AdapterException>(() => Read(step))).Message);
    }

    Task<OrderReading> Read(string body, string? shipped = null, string? amount = null, int status = 200) =>
        Read(Get(shop.Answers(body, status)), shipped, amount);

    static async Task<OrderReading> Read(ShopStep step, string? shipped = null, string? amount = null)
    {
        await using var door = Door();
        return await door.Read(new(step, "$.status", Means, shipped, amount), StepVariables.Empty, TestContext.Current.CancellationToken);
    }
}
