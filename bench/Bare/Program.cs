// The limit: an ASP.NET Core application that does nothing but say that it is there.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
var app = builder.Build();
app.MapGet("/healthz/ready", () => "Healthy");
app.Run();
