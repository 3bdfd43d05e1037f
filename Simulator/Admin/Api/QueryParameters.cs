using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace KantanSim.Admin.Api;

/// <summary>Refuses query parameters that an endpoint does not declare: a misspelt one would be ignored without a word.</summary>
internal static class QueryParameters
{
    /// <exception cref="ProblemException">400: at least one parameter is unknown; all of them are named.</exception>
    public static ValueTask<object?> RefuseUnknown(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var query = call.HttpContext.Request.Query;
        if (query.Count == 0) return next(call);
        var declared = DeclaredBy(call.HttpContext.GetEndpoint() as RouteEndpoint);
        List<KantanSim.Operations.FieldError> faults =
        [
            .. query.Where(one => !declared.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
                .Select(one => Unknown(one.Key, one.Value, declared)),
        ];
        return faults.Count == 0 ? next(call) : throw ProblemException.BadRequest(faults);
    }

    // The handler's parameters that ASP.NET reads from a text and that are not part of the path.
    // No endpoint reads a header into a parameter.
    static List<string> DeclaredBy(RouteEndpoint? endpoint) =>
    [
        .. from parameter in endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? []
           where parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string)
           where endpoint!.RoutePattern.GetParameter(parameter.Name) is null
           select parameter.Name,
    ];

    static KantanSim.Operations.FieldError Unknown(string name, StringValues value, List<string> declared)
    {
        var shown = Redaction.MaskField(name, value.ToString());
        if (declared.Count == 0)
            return new(name, shown, "none (this call takes no query parameters)") { AllowedJa = "なし（この呼び出しにクエリパラメーターはありません）" };
        var near = SpellingSuggestion.ClosestOrPrefix(name, declared);
        return new(name, shown, $"the query parameters {string.Join(", ", declared)}{(near is null ? "" : $" (did you mean \"{near}\"?)")}")
        {
            AllowedJa = $"次のクエリパラメーターのみ：{string.Join("、", declared)}{(near is null ? "" : $"（「{near}」の間違いではありませんか）")}",
        };
    }
}
