using KantanSim.Evidence.Html;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The pages that change something. Their forms call the same services as <c>/api</c>, work without script, and redirect to a GET on
/// success.
/// </summary>
internal static class DeskEndpoints
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<DashboardLayout>();
        services.AddSingleton<LastConnectivityTests>();
        services.AddSingleton<PaymentListPage>();
        services.AddSingleton<PaymentFindings>();
        services.AddSingleton<AdvicePage>();
        services.AddSingleton<TrafficPage>();
        services.AddSingleton<RefusalModel>();
        services.AddSingleton<ShopModel>();
        services.AddSingleton<ScenarioPages>();
        services.AddSingleton<ClockJobs>();
        services.AddSingleton<ArmForm>();
        services.AddSingleton<ComposePages>();
        services.AddSingleton<ClockPages>();
        services.AddSingleton<MemberPages>();
        services.AddSingleton<ShopPages>();
        services.AddSingleton<ResetPages>();
        services.AddSingleton<SnapshotPages>();
        services.AddSingleton<ContractPages>();
        services.AddSingleton<RunScenarioPage>();
        services.AddSingleton<IPaymentSentences, PaymentSentences>();
        services.AddSingleton<ConnectPageModel>();
        services.AddSingleton<ConnectPages>();
    }

    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("").ExcludeFromDescription();
        desk.AddEndpointFilter<ChangeNotice>();
        desk.AddEndpointFilter<UnreadableFormFilter>();
        ScenarioPages.Map(desk);
        ComposePages.Map(desk);
        ClockPages.Map(desk);
        MemberPages.Map(desk);
        ShopPages.Map(desk);
        ResetPages.Map(desk);
        SnapshotPages.Map(desk);
        ContractPages.Map(desk);
        RunScenarioPage.Map(desk);
        ConnectPages.Map(desk);
    }
}
