using System.Globalization;
using CsCheck;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Properties;

/// <summary>
/// Malformed requests and scenario files never cause a fault of the server. The same inputs in each run; <c>KANTANSIM_FUZZ=100000</c>
/// sends so many others and looks at the memory too, <c>KANTANSIM_SEED</c> repeats them.
/// </summary>
public sealed class FuzzTests
{
    const int Requests = 400;
    const int Files = 300;
    const int Concurrency = 8;
    const long MaxGrowth = 96 << 20;

    /// <summary>An incomplete request, or one that waits for something, is given up after so many other calls were answered.</summary>
    const int CallsMeanwhile = 50;

    /// <summary>The largest of these files take 0.3 MB.</summary>
    const long MaxAllocation = 16 << 20;

    [Fact]
    public async Task Malformed_requests_cause_no_server_error_and_the_next_payment_succeeds()
    {
        await using var simulated = await SimulatorFixture.Start();
        var logged = simulated.Logged();
        var order = await simulated.Pay("FUZZ-1");
        var random = Seeded(1);
        var (total, answered) = (Count(Requests), 0);
        long before = 0;
        for (var sent = 0; sent < total; sent += Concurrency)
        {
            if (sent >= total / 2 && before == 0) before = GC.GetTotalMemory(forceFullCollection: true);
            var requests = Enumerable.Range(0, Concurrency).Select(_ => MalformedInput.Request.Generate(random, null, out var _)).ToList();
            // DisposeAsync reports what the simulator logged, which would hide this exception.
            try { answered += await Send(simulated, order, requests); }
            catch (Exception fault) { TestContext.Current.TestOutputHelper?.WriteLine(fault.Message); throw; }
            Assert.True(!logged.Any(), logged.FirstOrDefault());
            if (sent % 1_000 == 0) await simulated.CallApi(HttpMethod.Post, "/reset");
            if (sent % 1_000 == 0) order = await simulated.RequestPayment($"FUZZ-{sent}-N");
        }
        // Nearly all are answered. If most connections were just closed, this test would see nothing.
        Assert.InRange(answered, total / 2, total + Concurrency);
        // Other tests run beside the short form, and use memory of their own.
        if (total > Requests) Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxGrowth);
        await simulated.CallApi(HttpMethod.Delete, "/scenarios/armed");
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"shopPass":"kantansim1","notifyUrl":"{{simulated.Merchant.Url}}/notify","scenario":"","recruit":"Contracted","protocol":{} }""");
        Assert.Equal("AUTH", await simulated.Status(await simulated.Pay("AFTERWARDS")));
    }

    [Fact]
    public async Task Malformed_scenario_files_are_read_or_refused_with_bounded_work()
    {
        var (vocabulary, random) = (CompositionRoot.Vocabulary(CompositionRoot.Methods()), Seeded(2));
        foreach (var text in MalformedInput.Traps.Concat(Enumerable.Range(0, Count(Files)).Select(_ => MalformedInput.Scenario.Generate(random, null, out var _))))
        {
            try { await Task.Run(() => Read(text, vocabulary), TestContext.Current.CancellationToken).WithHangGuard(); }
            catch (Exception fault) { throw new InvalidOperationException($"Scenario file: {Shown(text)}", fault); }
        }
    }

    static void Read(string text, KnownSymbols vocabulary)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ScenarioFile.Parse(text, "odd.yaml", vocabulary);
        Assert.True(reading.Scenario is not null ^ reading.Diagnostics.Count > 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocation);
    }

    /// <summary>Sends requests at the same time.</summary>
    /// <returns>How many of them were answered.</returns>
    static async Task<int> Send(SimulatorFixture simulated, TestOrder order, List<string> requests)
    {
        var callsMeanwhile = Calls(simulated);
        var answers = await Task.WhenAll(requests.Select(request => Send(simulated, order, request, callsMeanwhile)));
        await callsMeanwhile;
        return answers.Count(answer => answer.Length > 0);
    }

    static async Task<string> Send(SimulatorFixture simulated, TestOrder order, string request, Task callsMeanwhile)
    {
        var answer = "";
        try { answer = await RawHttp.Answer(simulated.Url, MalformedInput.Sent(request, order.AccessId), callsMeanwhile); }
        catch (TimeoutException) { Assert.Fail($"No answer to {Shown(request)}"); }
        Assert.True(IsAllowed(answer), $"{answer[..Math.Min(300, answer.Length)]} to {Shown(request)}");
        return answer;
    }

    // None: HTTP allows to close the connection on what is no request. 501: a method or a coding that is not implemented.
    static bool IsAllowed(string answer) => answer.Length == 0 || answer.StartsWith("HTTP/1.1 501 ", StringComparison.Ordinal)
        || (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && answer[9] is >= '1' and < '5');

    static async Task Calls(SimulatorFixture simulated)
    {
        for (var call = 0; call < CallsMeanwhile; call++) await simulated.CallApi(HttpMethod.Get, "/transactions");
    }

    static int Count(int usual) => Environment.GetEnvironmentVariable("KANTANSIM_FUZZ") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : usual;

    static PCG Seeded(uint stream) => new(stream, Environment.GetEnvironmentVariable("KANTANSIM_SEED") is { } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : 2026);

    static string Shown(string text) => string.Concat(text.Take(1_500).Select(one => one is >= ' ' and < (char)127 or '\n' ? $"{one}" : $"\\x{(int)one:X2}"));
}
