using System.Globalization;
using CsCheck;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Properties;

/// <summary>
/// Malformed requests and scenario files never cause a server error. The inputs are the same in each run; <c>KANTANSIM_FUZZ=100000</c> sets
/// their number and checks the growth of memory, too; <c>KANTANSIM_SEED</c> chooses other ones.
/// </summary>
public sealed class FuzzTests
{
    const int Requests = 400;
    const int Files = 300;
    const int Concurrency = 8;
    const long MaxGrowthBytes = 96 << 20;

    /// <summary>An incomplete or waiting request is given up after this number of other calls was answered.</summary>
    const int CallsMeanwhile = 50;

    /// <summary>The maximum allocation for a scenario file. The largest file has 0.3 MB.</summary>
    const long MaxAllocationBytes = 16 << 20;

    [Fact]
    public async Task Malformed_requests_cause_no_server_error_and_the_next_payment_succeeds()
    {
        await using var simulated = await SimulatorFixture.Start();
        var loggedErrors = simulated.Logged();
        var order = await simulated.Pay("FUZZ-1");
        var random = Seeded(1);
        var total = Count(Requests);
        var answered = 0;
        var memoryBefore = 0L;
        for (var sent = 0; sent < total; sent += Concurrency)
        {
            if (sent >= total / 2 && memoryBefore == 0) memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
            var requests = Enumerable.Range(0, Concurrency).Select(_ => MalformedRequest.All.Generate(random, null, out var _)).ToList();
            try
            {
                answered += await Send(simulated, order, requests);
            }
            catch (Exception fault)
            {
                // DisposeAsync throws for what the simulator logged, which hides this exception.
                TestContext.Current.TestOutputHelper?.WriteLine(fault.Message);
                throw;
            }
            Assert.True(!loggedErrors.Any(), loggedErrors.FirstOrDefault());
            if (sent % 1_000 != 0) continue;
            await simulated.CallApi(HttpMethod.Post, "/reset");
            order = await simulated.RequestPayment($"FUZZ-{sent}-N");
        }
        // Nearly all requests are answered. If most connections were just closed, the test would show nothing.
        Assert.InRange(answered, total / 2, total + Concurrency);
        // Not in the usual run, because other tests run at the same time and use memory, too.
        if (total > Requests) Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memoryBefore, long.MinValue, MaxGrowthBytes);
        await simulated.CallApi(HttpMethod.Delete, "/scenarios/armed");
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}",
            $$"""
            {
              "shopPass": "kantansim1", "notifyUrl": "{{simulated.Merchant.Url}}/notify",
              "scenario": "", "recruit": "Contracted", "protocol": {}
            }
            """);
        Assert.Equal("AUTH", await simulated.Status(await simulated.Pay("AFTERWARDS")));
    }

    [Fact]
    public async Task Malformed_scenario_files_are_read_or_refused_with_bounded_work()
    {
        var symbols = CompositionRoot.Vocabulary(CompositionRoot.Methods());
        var random = Seeded(2);
        var generated = Enumerable.Range(0, Count(Files)).Select(_ => MalformedScenario.All.Generate(random, null, out var _));
        foreach (var text in MalformedScenario.Traps.Concat(generated))
        {
            try { await Task.Run(() => Read(text, symbols), TestContext.Current.CancellationToken).WithHangGuard(); }
            catch (Exception fault) { throw new InvalidOperationException($"Scenario file: {Shown(text)}", fault); }
        }
    }

    static void Read(string text, KnownSymbols symbols)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ScenarioFile.Parse(text, "odd.yaml", symbols);
        Assert.True(reading.Scenario is not null ^ reading.Diagnostics.Count > 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocationBytes);
    }

    /// <summary>Sends requests concurrently.</summary>
    /// <returns>The number of answered requests.</returns>
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
        try { answer = await RawHttp.Answer(simulated.Url, MalformedRequest.ToBytes(request, order.AccessId), callsMeanwhile); }
        catch (TimeoutException) { Assert.Fail($"No answer to {Shown(request)}"); }
        Assert.True(IsAllowed(answer), $"{answer[..Math.Min(300, answer.Length)]} to {Shown(request)}");
        return answer;
    }

    // No answer: HTTP allows a server to close the connection on an invalid request. 501: an unknown method or transfer coding.
    static bool IsAllowed(string answer)
    {
        if (answer.Length == 0 || answer.StartsWith("HTTP/1.1 501 ", StringComparison.Ordinal)) return true;
        return answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && answer[9] is >= '1' and < '5';
    }

    static async Task Calls(SimulatorFixture simulated)
    {
        for (var call = 0; call < CallsMeanwhile; call++) await simulated.CallApi(HttpMethod.Get, "/transactions");
    }

    static int Count(int usual) =>
        Environment.GetEnvironmentVariable("KANTANSIM_FUZZ") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : usual;

    static PCG Seeded(uint stream)
    {
        var seed = Environment.GetEnvironmentVariable("KANTANSIM_SEED") ?? "2026";
        return new(stream, ulong.Parse(seed, CultureInfo.InvariantCulture));
    }

    static string Shown(string text) => string.Concat(text.Take(1_500).Select(Shown));

    static string Shown(char character) =>
        character is >= ' ' and < (char)127 or '\n' ? $"{character}" : $"\\x{(int)character:X2}";
}
