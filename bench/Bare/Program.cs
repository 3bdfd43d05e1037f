// The limit: an ASP.NET Core application that does nothing but say that it is there.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
var app = builder.Build();
app.MapGet("/healthz/ready", () => "Healthy");
// The nearest that it can do to a registration: read the form and answer two of its fields.
app.MapPost("/payment/EntryTranRecruit.idPass", async (HttpRequest request) =>
{
    var form = await request.ReadFormAsync();
    return $"AccessID={form["OrderID"]}&AccessPass={form["ShopPass"]}";
});
app.Run();
