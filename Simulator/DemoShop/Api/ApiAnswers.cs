using System.Text.Encodings.Web;
using System.Text.Json;

namespace KantanSim.DemoShop.Api;

/// <summary>The answers of the shop's API.</summary>
internal static class ApiAnswers
{
    const int MaxValueCharacters = 80;

    // Japanese is not escaped: people read the answers, too.
    static readonly ShopApiJson Json = new(new JsonSerializerOptions(ShopApiJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Task Show(HttpContext http, Order order, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(OrderView.Of(order), Json.OrderView, null, http.RequestAborted);
    }

    public static Task Show(HttpContext http, OrderListView orders) =>
        http.Response.WriteAsJsonAsync(orders, Json.OrderListView, null, http.RequestAborted);

    public static Task InvalidInput(HttpContext http, IEnumerable<FormError> errors)
    {
        MemberError[] members = [.. errors.Select(error => new MemberError(error.Name, Short(error.Value), error.En))];
        var detail = string.Join("; ", members.Select(error => $"{error.Field} is \"{error.Value}\"; allowed: {error.Allowed}"));
        return Write(http, new("about:blank", "Invalid request", StatusCodes.Status400BadRequest, detail, members));
    }

    /// <param name="detail">What there is not.</param>
    public static Task NotFound(HttpContext http, string detail) =>
        Write(http, new("about:blank", "Not found", StatusCodes.Status404NotFound, detail, null));

    static Task Write(HttpContext http, ShopProblem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(
            problem, Json.ShopProblem, "application/problem+json", http.RequestAborted);
    }

    static string Short(string value) => value.Length > MaxValueCharacters ? value[..MaxValueCharacters] + "…" : value;
}
