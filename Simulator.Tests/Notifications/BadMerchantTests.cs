using System.Text;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Notifications;

/// <summary>
/// Merchants' servers that hang or send without end: each attempt is limited in time and bytes, and other merchants are notified meanwhile.
/// </summary>
public sealed class BadMerchantTests
{
    [Theory]
    [InlineData("", "no answer within 15 s")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ", "no answer within 15 s")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0", "no answer within 15 s")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n0\r\n", "no answer within 15 s")]
    public async Task A_merchant_that_hangs_times_out_after_15_s_and_does_not_delay_other_shops(string beginning, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var silent = new RawMerchant(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        await simulated.CallApi(HttpMethod.Post, "/shops",
            $$"""{"shopId":"silent","shopPass":"kantansim1","notifyUrl":"{{silent.Url}}"}""");
        // The played consumer does not wait for a merchant that is silent for longer.
        simulated.GetService<Scheduler>().GracePeriod = TimeSpan.Zero;
        var first = await simulated.Pay("SILENT-1", shop: "silent");
        await silent.Called;
        await simulated.Pay("HEARD-1");
        await simulated.Until(() => Task.FromResult(simulated.NotifiedStatuses.Contains("AUTH")));
        Assert.Empty((await Notification(simulated, first))["attempts"]!.AsArray());
        // 15 s of simulated time.
        await simulated.GetService<ShopClocks>().Shift(null, RetryPlan.ResponseTimeout);
        simulated.GetService<Deadlines>().ExpirePassed();
        await simulated.Until(async () =>
            (await Notification(simulated, first))["attempts"]!.AsArray() is [var attempt, ..]
            && ((string)attempt!["outcome"]!).StartsWith(outcome, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "0", "its body is not 0")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8000000000\r\n\r\n", "0", "its body is not 0")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-More: 0123456789\r\n", "not delivered")]
    public async Task An_endless_answer_is_read_up_to_a_limit(string beginning, string repeated, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start();
        long sent = 0;
        using var endless = new RawMerchant(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            var more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1_000)));
            for (; ; sent += more.Length) await stream.WriteAsync(more, stop);
        });
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{endless.Url}}"}""");
        var test = (await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test"))["body"]!;
        Assert.Contains(outcome, (string)test["outcome"]!, StringComparison.Ordinal);
        await endless.Ended;
        // No more than fits into the socket buffers.
        Assert.InRange(sent, MerchantClient.MaxResponseBytes, 64 << 20);
    }

    static async Task<System.Text.Json.Nodes.JsonNode> Notification(SimulatorFixture simulated, TestOrder order) =>
        (await simulated.CallApi(HttpMethod.Get, $"/notifications?accessId={order.AccessId}"))["body"]!["items"]![0]!;
}
