// The baseline: an ASP.NET Core application with a health check.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
var app = builder.Build();
app.MapGet("/healthz/ready", () => "Healthy");
// The closest equivalent of a registration: reads the form and returns two of its fields.
app.MapPost("/payment/EntryTranRecruit.idPass", async (HttpRequest request) =>
{
    var form = await request.ReadFormAsync();
    return $"AccessID={form["OrderID"]}&AccessPass={form["ShopPass"]}";
});
app.Run();
