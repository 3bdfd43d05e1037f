using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;
using KantanSim.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.Traffic;

/// <summary>
/// A call whose answer a scenario withholds is recorded before its connection is broken off. Otherwise a merchant that notices could
/// advance the clock first, and the call would be recorded at a later simulated time.
/// </summary>
public sealed class LostAnswerRecordTests
{
    [Fact]
    public async Task Call_is_recorded_before_its_connection_is_broken_off()
    {
        var scenarios = Path.Combine(AppContext.BaseDirectory, "scenarios");
        await using var app = await CompositionRoot.Build(
        [
            "--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:Scenarios={scenarios}",
            .. SimulatorProcess.Notifying("http://127.0.0.1/"),
        ]);
        var calls = app.Services.GetRequiredService<ExchangeLog>();
        var lifetime = new Lifetime(() => calls.Newest().Count);
        var endpoint = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Single(one => one.RoutePattern.RawText == "/payment/{api}.idPass");
        await endpoint.RequestDelegate!(Registration(app.Services, lifetime));
        Assert.Equal([1], lifetime.RecordedAtAbort);
    }

    static DefaultHttpContext Registration(IServiceProvider services, IHttpRequestLifetimeFeature lifetime)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Features.Set(lifetime);
        http.Request.Method = "POST";
        http.Request.Host = new("127.0.0.1");
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Headers["X-KantanSim-Scenario"] = "registration-dropped";
        http.Request.RouteValues["api"] = "EntryTranRecruit";
        (string Name, string Value)[] fields =
            [("ShopID", TestOrder.FirstShop), ("ShopPass", "kantansim1"), ("OrderID", "DROP-1"), ("JobCd", "AUTH"), ("Amount", "1000")];
        http.Request.Body = new MemoryStream(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return http;
    }

    /// <param name="count">The number of recorded calls.</param>
    sealed class Lifetime(Func<int> count) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public List<int> RecordedAtAbort { get; } = [];

        public void Abort() => RecordedAtAbort.Add(count());
    }
}
