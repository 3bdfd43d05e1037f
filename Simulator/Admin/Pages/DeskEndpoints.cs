using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>QA's desk: the pages by which an operator does what <c>/api</c> does, by the same code. Every form works without script; a GET follows each that was done.</summary>
internal static class DeskEndpoints
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<LastConnectivityTests>();
        services.AddSingleton<ShopModel>();
    }

    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("").ExcludeFromDescription();
        desk.AddEndpointFilter<ChangeNotice>();
        desk.AddEndpointFilter(DashboardLayout.ShowUnreadable);
        ScenarioPages.Map(desk);
        ClockPages.Map(desk);
        MemberPages.Map(desk);
        ShopPages.Map(desk);
        ResetPages.Map(desk);
        ContractPages.Map(desk);
    }
}
