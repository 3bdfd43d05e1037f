using KantanSim.Evidence.Html;

namespace KantanSim.Evidence;

/// <summary>The services of this folder.</summary>
internal static class EvidenceServices
{
    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<PaymentRecordReader>();
        services.AddSingleton<RunScenario>();
        services.AddSingleton<EvidenceHtml>();
        services.AddSingleton<PaymentEvidence>();
    }
}
