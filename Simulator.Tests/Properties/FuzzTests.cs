using System.Diagnostics;
using System.Globalization;
using CsCheck;
using KantanSim.Scenarios;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Properties;

/// <summary>
/// Whatever comes in is answered, soon, and never by a fault of ours. The same inputs each run; <c>KANTANSIM_FUZZ=100000</c> sends others,
/// and looks at the memory too: <c>KANTANSIM_SEED</c> repeats them.
/// </summary>
public sealed class FuzzTests
{
    const int Requests = 400;
    const int Files = 300;
    const int AtOnce = 8;
    const long MostGrowth = 96 << 20;

    /// <summary>A request that is not whole, or waits for something, is given up after this.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Whatever_is_sent_is_answered_without_a_fault_and_a_payment_plays_afterwards()
    {
        await using var simulated = await Simulated.Start();
        var logged = simulated.Logged();
        var order = await simulated.Pays("FUZZ-1");
        var chance = Seeded(1);
        long before = 0;
        var many = Many(Requests);
        for (var sent = 0; sent < many; sent += AtOnce)
        {
            if (sent >= many / 2 && before == 0) before = GC.GetTotalMemory(forceFullCollection: true);
            // The end of the simulator would hide it behind what was logged.
            try { await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Odd.Request.Generate(chance, null, out var _)).ToList().Select(request => Send(simulated, order, request))); }
            catch (Exception fault) { TestContext.Current.TestOutputHelper?.WriteLine(fault.Message); throw; }
            Assert.True(!logged.Any(), logged.FirstOrDefault());
            if (sent % 1_000 == 0) await simulated.Api(HttpMethod.Post, "/reset");
            if (sent % 1_000 == 0) order = await simulated.Executes($"FUZZ-{sent}-N");
        }
        // Other tests run beside the short form, and use memory of their own.
        if (many > Requests) Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
        await simulated.Api(HttpMethod.Delete, "/scenarios/armed");
        await simulated.Api(HttpMethod.Put, $"/shops/{Order.FirstShop}", $$"""{"shopPass":"kantansim1","notifyUrl":"{{simulated.Merchant.Url}}/notify","scenario":"","recruit":"Contracted","protocol":{} }""");
        Assert.Equal("AUTH", await simulated.Status(await simulated.Pays("AFTERWARDS")));
    }

    [Fact]
    public void Whatever_stands_in_a_scenario_file_is_a_scenario_or_named_faults()
    {
        var vocabulary = Host.Vocabulary(Host.Methods());
        var chance = Seeded(2);
        foreach (var text in Odd.Traps.Concat(Enumerable.Range(0, Many(Files)).Select(_ => Odd.Scenario.Generate(chance, null, out var _))))
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                var reading = ScenarioFile.Parse(text, "odd.yaml", vocabulary);
                Assert.True(reading.Scenario is not null ^ reading.Faults.Count > 0);
            }
            catch (Exception fault) { throw new InvalidOperationException($"This is no fault of a file: {Shown(text)}", fault); }
            Assert.True(Stopwatch.GetElapsedTime(began) < Soon, $"It took too long: {Shown(text)}");
        }
    }

    static async Task Send(Simulated simulated, Order order, string request)
    {
        var (began, answer) = (Stopwatch.GetTimestamp(), "");
        try { answer = await RawHttp.Answer(simulated.Url, Odd.Sent(request, order.AccessId), Patience); }
        catch (TimeoutException) { Assert.Fail($"No answer to {Shown(request)}"); }
        // An empty one: the connection was broken off, as HTTP allows for what is no request. 501: a method or coding that is not implemented.
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 501 ", StringComparison.Ordinal) || (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && answer[9] is >= '1' and < '5'), $"{answer[..Math.Min(300, answer.Length)]} to {Shown(request)}");
        Assert.True(Stopwatch.GetElapsedTime(began) < Soon, $"{Stopwatch.GetElapsedTime(began)} for {Shown(request)}");
    }

    static int Many(int few) => Environment.GetEnvironmentVariable("KANTANSIM_FUZZ") is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : few;

    static PCG Seeded(uint stream) => new(stream, Environment.GetEnvironmentVariable("KANTANSIM_SEED") is { } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : 2026);

    static string Shown(string text) => string.Concat(text.Take(1_500).Select(one => one is >= ' ' and < (char)127 or '\n' ? $"{one}" : $"\\x{(int)one:X2}"));
}
