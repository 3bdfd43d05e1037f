#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>A scenario repeats, delays, alters or omits the notification of AUTH.</summary>
public sealed class NotificationFaultTests
{
    [Theory]
    [InlineData("{ send: { times: 3 } }",                 "AUTH AUTH AUTH")]
    [InlineData("{ send: { times: 2, together: true } }", "AUTH AUTH")]
    [InlineData("{ send: { again: P1D } }",               "AUTH AUTH")]
    [InlineData("omit",                                   "")]
    public async Task Notification_is_sent_as_often_as_the_scenario_says(string then, string received)
    {
        await using var simulated = await Paid(then);
        await simulated.Advance("P3D");
        Assert.Equal(received, Results(simulated));
    }

    [Fact]
    public async Task Delayed_notification_is_sent_when_its_delay_has_passed()
    {
        await using var simulated = await Paid("{ delay: { by: PT90M } }");
        await simulated.Advance("PT89M");
        Assert.Equal("", Results(simulated));
        await simulated.Advance("PT1M");
        Assert.Equal("AUTH", Results(simulated));
    }

    [Fact]
    public async Task Altered_notification_is_sent_with_the_scenario_s_fields()
    {
        await using var simulated = await Paid("{ send: { fields: { Status: CANCEL, Amount: '{{ total + 1 }}' } } }");
        await simulated.Advance("P3D");
        var altered = simulated.Received("/notify")[^1];
        Assert.Equal(("CANCEL", "1001"), (altered["Status"], altered["Amount"]));
    }

    static async Task<SimulatorFixture> Paid(string then)
    {
        var simulated = await SimulatorFixture.StartWithScenarios("notices",
            $"name: notices\nrules: [{{ when: notifying, match: {{ status: AUTH }}, then: {then} }}]\n");
        await simulated.Pay("NOTICE-1", scenario: "notices");
        return simulated;
    }

    // The notifications after REQSUCCESS and AUTHPROCESS.
    static string Results(SimulatorFixture simulated) => string.Join(' ', simulated.NotifiedStatuses.Skip(2));
}
