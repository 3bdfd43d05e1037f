using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>Refuses query parameters that an endpoint does not declare. Otherwise a misspelt filter would silently be ignored.</summary>
internal static class QueryParameters
{
    /// <exception cref="ProblemException">400, with all unknown parameters.</exception>
    public static ValueTask<object?> RefuseUnknown(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var query = call.HttpContext.Request.Query;
        if (query.Count == 0) return next(call);
        var declared = DeclaredBy(call.HttpContext.GetEndpoint() as RouteEndpoint);
        List<FieldError> errors =
        [
            .. query.Where(parameter => !declared.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => Unknown(parameter.Key, parameter.Value, declared)),
        ];
        return errors.Count == 0 ? next(call) : throw ProblemException.BadRequest(errors);
    }

    // The handler's parameters that ASP.NET parses from text and that are not in the path.
    // No endpoint binds a parameter to a header.
    static List<string> DeclaredBy(RouteEndpoint? endpoint) =>
    [
        .. from parameter in endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? []
           where parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string)
           where endpoint!.RoutePattern.GetParameter(parameter.Name) is null
           select parameter.Name,
    ];

    static FieldError Unknown(string name, StringValues value, List<string> declared)
    {
        var shown = Redaction.MaskField(name, value.ToString());
        if (declared.Count == 0)
            return new(name, shown, "none (this call takes no query parameters)") { AllowedJa = "なし（この呼び出しにクエリパラメーターはありません）" };
        var allowed = $"the query parameters {string.Join(", ", declared)}";
        var allowedJa = $"次のクエリパラメーターのみ：{string.Join("、", declared)}";
        if (SpellingSuggestion.ClosestOrPrefix(name, declared) is { } near)
        {
            allowed += $" (did you mean \"{near}\"?)";
            allowedJa += $"（「{near}」の間違いではありませんか）";
        }
        return new(name, shown, allowed) { AllowedJa = allowedJa };
    }
}
