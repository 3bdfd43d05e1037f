#pragma warning disable format // aligned tables
using System.Globalization;
using System.Net.Sockets;
using KantanSim.Admin;
using KantanSim.Admin.Api;
using KantanSim.Admin.Pages;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Certificates;
using KantanSim.Clocks;
using KantanSim.Configuration;
using KantanSim.Consumers;
using KantanSim.DemoShop;
using KantanSim.DemoShop.Api;
using KantanSim.Evidence;
using KantanSim.Gateway;
using KantanSim.Mappings;
using KantanSim.Mcp;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Methods.Recruit;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Settlement;
using KantanSim.Snapshots;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Telemetry;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Wallet;
using KantanSim.Web;

namespace KantanSim.Startup;

/// <summary>Composition root: reads the settings, registers the services and maps the endpoints.</summary>
internal static class CompositionRoot
{
    /// <summary>The log category of the host. It is filtered, because the program prints a failed start itself, in one line.</summary>
    const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Default shutdown timeout: how long running calls and notifications can continue after a stop was requested.</summary>
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    // To add a payment method, add a folder in Methods and a name here.
    public static PaymentMethods Methods(params PaymentMethod[] more) =>
        new([new RecruitMethod(), new RecruitContinuanceMethod(), .. more]);

    /// <summary>The APIs, statuses and error codes that scenario files can name.</summary>
    public static KnownSymbols Vocabulary(PaymentMethods methods) =>
        new(
            [.. methods.Apis, Search.Api],
            [.. methods.All.SelectMany(method => method.Lifecycles)
                .SelectMany(one => one.Lifecycle.Statuses)
                .Select(status => status.Code)
                .Distinct()],
            [.. GatewayErrors.All.Select(row => row.Info).Union(methods.Errors.Select(error => error.Info))])
        {
            ErrorWords = GatewayErrors.Words.ToDictionary(),
            ErrorMeaning = code => GatewayErrors.Meaning(code).En,
        };

    /// <param name="more">Payment methods in addition to the built-in ones.</param>
    public static Task<WebApplication> Build(string[] args, params PaymentMethod[] more) => Build(args, _ => { }, more);

    /// <param name="more">Payment methods in addition to the built-in ones.</param>
    /// <param name="addServices">Adds services, which replace the built-in ones of the same type.</param>
    public static Task<WebApplication> Build(string[] args, Action<IServiceCollection> addServices, params PaymentMethod[] more) =>
        Build(WebApplication.CreateSlimBuilder(args), addServices, more);

    /// <summary>Builds a server inside another program, whose environment variables and appsettings.json are not its own.</summary>
    /// <param name="settings">All settings, such as <c>urls</c> and <c>KantanSim:Data</c>.</param>
    /// <param name="addServices">Adds services, which replace the built-in ones of the same type.</param>
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    public static Task<WebApplication> BuildEmbedded(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> addServices)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        return Build(builder, addServices);
    }

    static async Task<WebApplication> Build(
        WebApplicationBuilder builder, Action<IServiceCollection> addServices, params PaymentMethod[] more)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        IHostApplicationLifetime? lifetime = null;
        builder.Logging.AddFilter(
            HostLog,
            level => level >= LogLevel.Warning && lifetime?.ApplicationStarted.IsCancellationRequested == true);
        builder.WebHost.ConfigureKestrel(ServerLimits.Set);
        var (limiter, drain) = (new ConnectionLimiter(), new ConnectionDrain());
        // Both in one call, because a second call of ConfigureEndpointDefaults replaces the first.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            limiter.Attach(endpoint);
            drain.Attach(endpoint);
        }));
        builder.Services.AddSingleton(limiter);
        builder.Services.AddSingleton(_ => drain);
        var settings = SettingsReader.Read(builder.Configuration);
        var options = settings.Options;
        builder.Services.AddSingleton(new NewDataFolder(options.Data));
        builder.Services.AddSingleton(Listen(builder, options));
        // The database is opened while the web server is built: a fast start matters, because CI starts KantanSim very often.
        var books = Task.Run(() => OpenBooks(options));
        builder.Services.AddSingleton(OperatorToken.For(options, builder.Configuration));
        // Concurrently, so that services needed by running calls do not stop before the calls end.
        builder.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        if (builder.Configuration[Arguments.ShutdownTimeout] is { } seconds) CheckShutdownTimeout(seconds);
        else builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        builder.AddTelemetry(options);
        AddServices(builder.Services, settings, Methods(more), books);
        addServices(builder.Services);
        var app = builder.Build();
        lifetime = app.Lifetime;
        var begun = Task.Run(() => InitializeStore(app.Services, settings));
        ConfigurePipeline(app);
        await begun;
        return app;
    }

    /// <summary>Builds and starts the server.</summary>
    /// <returns>Null when a signal stopped it during the start.</returns>
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    /// <exception cref="ListenException">The server cannot listen on a URL.</exception>
    /// <exception cref="StartException">The start failed for another reason.</exception>
    public static async Task<WebApplication?> Start(string[] args)
    {
        WebApplication? app = null;
        try
        {
            app = await Build(args);
            await app.StartAsync();
            return app;
        }
        catch (OperationCanceledException) when (app?.Lifetime.ApplicationStopping.IsCancellationRequested == true)
        {
            await app.DisposeAsync();
            return null;
        }
        catch (Exception fault) when (fault is not (ConfigurationException or ListenException))
        {
            var urls = app?.Services.GetRequiredService<IReadOnlyList<ListenUrl>>() ?? [];
            var folder = app?.Services.GetRequiredService<NewDataFolder>();
            if (app is not null) await app.DisposeAsync();
            if (ListenException.Find(urls, fault) is not { } unheard) throw new StartException(fault);
            folder?.Remove();
            throw unheard;
        }
    }

    /// <summary>The configuration as the server reads it, without starting a server.</summary>
    /// <exception cref="StartException">It cannot be read, for example because appsettings.json is not valid JSON.</exception>
    public static IConfiguration Configuration(string[] args)
    {
        try { return WebApplication.CreateSlimBuilder(args).Configuration; }
        catch (Exception fault) { throw new StartException(fault); }
    }

    static IReadOnlyList<ListenUrl> Listen(WebApplicationBuilder builder, SimulatorOptions options)
    {
        var urls = ListenUrls.Read(builder.Configuration);
        var hasEndpoints = ListenUrls.HasEndpoints(builder.Configuration);
        ListenUrls.Validate(urls, options.Tls || hasEndpoints || builder.Configuration.GetSection("Kestrel:Certificates:Default").Exists());
        if (options.Tls) urls = [.. urls, .. DevCertificates.AddHttps(builder, options, urls)];
        if (urls.Any(url => url.IsHttps)) builder.WebHost.UseKestrelHttpsConfiguration();
        if (hasEndpoints || urls.Any(url => url.IsHttps)) builder.AddTlsFailures(isOwn: options.Tls);
        if (hasEndpoints) return urls;
        (builder.Configuration[ListenUrl.HttpPortsSetting], builder.Configuration[ListenUrl.HttpsPortsSetting]) = (null, null);
        builder.WebHost.UseUrls([.. urls.Select(url => url.Text)]);
        return urls;
    }

    // ASP.NET Core ignores an invalid value.
    static void CheckShutdownTimeout(string seconds)
    {
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw ConfigurationException.OfStandard(Arguments.ShutdownTimeout, seconds, "a whole number of seconds");
    }

    static void AddServices(IServiceCollection services, Settings settings, PaymentMethods methods, Task<LedgerComponents> books)
    {
        var options = settings.Options;
        services.AddSingleton(methods);
        services.AddSingleton(new ProtocolCatalog(methods, Search.Operation));
        services.AddSingleton<FidelityReport>();
        services.AddSingleton(options);
        services.AddSingleton(settings.Protocol);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Store);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Identifiers);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Schedule);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Changes);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Ledger);
        services.AddSingleton(_ => books.GetAwaiter().GetResult().Collections);
        services.AddSingleton<TransactionLists>();
        services.AddSingleton<TransactionPurger>();
        services.AddSingleton<RealTime>();
        // Real time: the framework's authentication requires one. Simulated time is that of ShopClocks.
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ShopClocks(
            provider.GetRequiredService<Store>(), options.ClockStandsAt, keepsStored: options.KeepsStoredClock));
        services.AddSingleton(provider => new Deadlines(provider.GetRequiredService<ShopClocks>()));
        services.AddSingleton<ShopRepository>();
        services.AddSingleton<DecisionContextFactory>();
        services.AddSingleton(_ => Vocabulary(methods));
        services.AddSingleton(provider => new ScenarioWatcher(options.Scenarios, provider.GetRequiredService<KnownSymbols>()));
        services.AddTransient(provider => provider.GetRequiredService<ScenarioWatcher>().Current);
        services.AddSingleton<ArmRepository>();
        services.AddSingleton<FavouriteRepository>();
        services.AddSingleton<ScenarioEngine>();
        var publicUrl = new PublicUrl(options.PublicUrl);
        services.AddSingleton(publicUrl);
        services.AddSingleton<CallConcurrencyLimiter>();
        services.AddSingleton<FaultInjector>();
        services.AddSingleton<GatewayCallHandler>();
        services.AddSingleton<GatewayEndpoints>();
        services.AddSingleton<PlayedCalls>();
        services.AddSingleton<GatewayPages>();
        services.AddSingleton<StartEndpoint>();
        services.AddSingleton<ReturnEndpoint>();
        services.AddSingleton<FallbackEndpoint>();
        services.AddSingleton<NothingHerePage>();
        services.AddSingleton<NearestPage>();
        services.AddSingleton<CallRecorder>();
        services.AddSingleton(provider => new KnownSecrets(
            provider.GetRequiredService<ShopRepository>(), provider.GetRequiredService<Members>(), provider.GetRequiredService<Ledger>(),
            provider.GetRequiredService<IdentifierGenerator>(), provider.GetRequiredService<OperatorToken>().Secret));
        services.AddSingleton<Func<Redactor>>(provider => provider.GetRequiredService<KnownSecrets>().RedactorForText);
        services.AddSingleton<StartHandler>();
        services.AddSingleton<BrowserReturn>();
        services.AddSingleton<Members>();
        services.AddSingleton<WalletService>();
        services.AddSingleton<WalletFlow>();
        services.AddSingleton<TesterStrip>();
        services.AddSingleton<ConfirmModel>();
        services.AddSingleton<WalletPages>();
        services.AddSingleton<WalletEndpoints>();
        services.AddSingleton(new AllowedHosts(options.NotifyAllow));
        services.AddSingleton<OwnConnections>();
        services.AddSingleton(provider => new TrustedCaFile(options.CaFile, provider.GetRequiredService<ILogger<TrustedCaFile>>()));
        services.AddSingleton<MerchantCertificateValidator>();
        services.AddSingleton<MerchantClient>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<ChargeResults>();
        services.AddSingleton<MonthlyCharges>();
        services.AddSingleton<ExpiryHandlers>();
        services.AddSingleton<Deposits>();
        services.AddSingleton<PaymentReplacement>();
        services.AddSingleton<IReadOnlyList<IShopRows>>(SnapshotParts);
        services.AddSingleton<SnapshotLimits>();
        services.AddSingleton(SnapshotStorage.For(options.Data));
        services.AddSingleton<SnapshotRepository>();
        services.AddSingleton<SnapshotContents>();
        services.AddSingleton<ExchangeLog>();
        services.AddSingleton<JudgeTimes>();
        services.AddSingleton<AdviceRepository>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HistoryReader>(provider, options.PublicUrl ?? ""));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Judge>(provider, RuleCatalog.All));
        services.AddSingleton<AdviceService>();
        services.AddHostedService<AdviceWorker>();
        services.AddSingleton<PaymentEntryReader>();
        services.AddSingleton<PaymentIndex>();
        services.AddSingleton<PaymentSearch>();
        services.AddSingleton<ReservedPaths>();
        services.AddSingleton<HostFilter>();
        services.AddSingleton<RequestOrigin>();
        services.AddSingleton(provider => new MappingWatcher(options.Mappings, provider.GetRequiredService<ILogger<MappingWatcher>>()));
        services.AddSingleton<MappingEndpoint>();
        services.AddSingleton<PaymentActions>();
        services.AddSingleton(new PageTemplates([.. methods.All.Select(method => method.GetType().Assembly).Distinct()])
        {
            JapaneseStateName = StateNames.Japanese,
            EnglishStateName = StateNames.English,
        });
        services.AddPageCompression();
        services.AddSingleton<IReadOnlyDictionary<JobKind, JobHandler>>(DueHandlers);
        services.AddSingleton<Scheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<Scheduler>());
        services.AddHostedService<FileWatchService>();
        var ofSettings = settings.Shops.Select(shop => shop.ShopId).ToList();
        services.AddSingleton(provider => new OwnGateway(
            () => provider.GetRequiredService<ServerAddress>().InternalBaseUrl, provider.GetService<DevCertificates>()?.Trust(),
            provider.GetRequiredService<PlayedCalls>()));
        services.AddSingleton(new PermanentShops(ofSettings.Count == 0 ? [DemoShopAccount.ShopId] : ofSettings));
        services.AddHostedService<ShopExpiryService>();
        services.AddHostedService<StoreVerification>();
        services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<Retention>(provider, options.KeepPayments, options.KeepDays));
        services.AddEvidence();
        services.AddControl(publicUrl);
        services.AddMcp(options);
        services.AddOperatorAuthentication(SignInPage.Ask);
        services.AddDesk();
        GatewayDocument.Register(services, publicUrl);
        services.AddDemoShop(provider => Surroundings(provider, settings));
        services.AddKeyedSingleton(DemoShopSetup.Clock, (provider, _) => provider.GetRequiredService<ShopClocks>()
            .ProviderOf(settings.Shops is [var first, ..] ? first.ShopId : DemoShopAccount.ShopId));
    }

    // The demo shop uses the gateway's protocol only. A real merchant gets this data by other means, such as contract documents.
    static OutOfBandSources Surroundings(IServiceProvider provider, Settings settings) => new(
        settings.Shops is [var first, ..] ? first : null,
        () => provider.GetRequiredService<ScenarioWatcher>().Current.Scenarios
            .Select(scenario => new ScenarioOption(scenario.Name, scenario.Folder, scenario.Title.En, scenario.Title.Ja)),
        (shopId, day) => Task.FromResult(
            ChargeResults.File(shopId, provider.GetRequiredService<ChargeResults>().Of(shopId, day), ChoicesOf(provider, shopId))));

    static ProtocolOptions ChoicesOf(IServiceProvider provider, string shopId)
    {
        var choices = provider.GetRequiredService<DecisionContextFactory>().Options;
        return provider.GetRequiredService<ShopRepository>().Find(shopId) is { } shop ? choices.For(shop) : choices;
    }

    static Dictionary<JobKind, JobHandler> DueHandlers(IServiceProvider provider) => new()
    {
        [JobKind.Expiry]       = provider.GetRequiredService<ExpiryHandlers>().Expire,
        [JobKind.AuthExpiry]   = provider.GetRequiredService<ExpiryHandlers>().EndAuthorisation,
        [JobKind.Reversal]     = provider.GetRequiredService<WalletService>().RestorePointsAndCoupon,
        [JobKind.Settlement]   = provider.GetRequiredService<Deposits>().PaySale,
        [JobKind.Refund]       = provider.GetRequiredService<Deposits>().PayRefund,
        [JobKind.Month]        = provider.GetRequiredService<MonthlyCharges>().BeginMonth,
        [JobKind.Charge]       = provider.GetRequiredService<MonthlyCharges>().Charge,
        [JobKind.Notification] = provider.GetRequiredService<NotificationSender>().Send,
    };

    // What a snapshot holds besides payments.
    static IReadOnlyList<IShopRows> SnapshotParts(IServiceProvider provider) =>
    [
        provider.GetRequiredService<ShopRepository>(),
        provider.GetRequiredService<Members>(),
        provider.GetRequiredService<ShopClocks>(),
        provider.GetRequiredService<ArmRepository>(),
        provider.GetRequiredService<ScenarioEngine>(),
        provider.GetRequiredService<Deposits>(),
        provider.GetRequiredService<ChargeResults>(),
    ];

    static void ConfigurePipeline(WebApplication app)
    {
        var options = app.Services.GetRequiredService<SimulatorOptions>();
        app.Services.GetRequiredService<ConnectionDrain>().UseRequestCounting(app);
        app.Services.GetRequiredService<ConnectionLimiter>()
            .UseRequestCounting(app, app.Services.GetRequiredService<ILogger<ConnectionLimiter>>());
        app.UseTrustedProxies(options.ForwardedHeaders);
        app.UseBasePath(options.PathBase);
        app.UsePageCompression();
        app.UseMiddleware<PageRenderingMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<ErrorMiddleware>(new ShowProblemPage(ErrorPage.Show));
        app.UseMiddleware<HostFilterMiddleware>(new ShowProblemPage(SignInPage.ShowRefusal));
        app.UseMiddleware<CrossOriginMiddleware>();
        app.UseMiddleware<SelfRequestMiddleware>();
        app.UseMiddleware<SlashMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.LogGeneratedToken(app.Services.GetRequiredService<OperatorToken>());
        app.MapGroup("").WithAudience(Audience.Anyone).MapHealth();
        app.MapTelemetry(options);
        app.MapGroup("").WithAudience(Audience.Anyone).MapAssets();
        if (app.Services.GetService<DevCertificates>() is { } certificates) certificates.MapCaEndpoint(app);
        GatewayEndpoints.Map(app, app.Services.GetRequiredService<PaymentMethods>());
        WalletEndpoints.Map(app.MapGroup("").WithAudience(Audience.Consumer));
        app.MapGroup("").WithAudience(Audience.Consumer).MapContracts();
        app.MapGroup("").WithAudience(Audience.DemoShop).MapDemoShop();
        app.MapGroup("").WithAudience(Audience.DemoShopApi).MapDemoShopApi();
        app.MapControl();
        app.MapMcp(options, Fallback);
        app.MapDashboard();
        app.MapDesk();
        app.MapApiBrowser();
        app.MapDocuments();
        var own = app.Services.GetRequiredService<ReservedPaths>();
        if (options.PathBase.HasValue && ReservedPaths.BeginsAsOwn(options.PathBase, ((IEndpointRouteBuilder)app).DataSources))
            throw new ConfigurationException("PathBase", options.PathBase.Value!,
                "a path that begins otherwise than KantanSim's own paths, such as /sim");
        // A RequestDelegate, because the generated MapFallback for other handlers ignores the pattern (dotnet/aspnetcore issue 65992).
        app.MapFallback("{*path}", Fallback)
            .WithAudience(http => own.Has(http.Request.Path) ? Audience.Operator : Audience.Mapped);
    }

    static Task Fallback(HttpContext http) => http.RequestServices.GetRequiredService<FallbackEndpoint>().Answer(http);

    static async Task InitializeStore(IServiceProvider services, Settings settings)
    {
        var options = settings.Options;
        var store = services.GetRequiredService<Store>();
        var log = services.GetRequiredService<ILogger<Store>>();
        store.HealthChanged = trouble =>
        {
            if (trouble is null) StartupLog.TroubleOver(log);
            else StartupLog.Troubled(log, trouble);
        };
        if (store.UnhealthyReason is { } known) StartupLog.Troubled(log, known);
        if (store.CutOff is { } cutOff) StartupLog.LogCutOff(log, cutOff);
        if (store.Migrated is { } migrated) StartupLog.Migrated(log, migrated);
        if (options.Data != Store.InMemory && DataFolder.Restrict(options.Data) is { Count: > 0 } exposed)
            StartupLog.DataExposed(log, string.Join(", ", exposed), options.Data);
        await services.GetRequiredService<Members>().SeedIfEmpty();
        // A draft is gone after a restart: what is armed with one would refuse the next payment.
        var arms = services.GetRequiredService<ArmRepository>();
        if (arms.All().Any(arm => arm.IsDraft)) await arms.Delete(arm => arm.IsDraft);
        var shops = services.GetRequiredService<ShopRepository>();
        services.GetRequiredService<Ledger>().HasEnded = shops.HasEnded;
        var shopService = services.GetRequiredService<ShopService>();
        foreach (var shop in settings.Shops) await shopService.Restore(shop);
    }

    static LedgerComponents OpenBooks(SimulatorOptions options)
    {
        var store = OpenStore(options.Data);
        try
        {
            return LedgerComponents.Open(store, options.Seed);
        }
        catch (DamagedPageException damage)
        {
            store.Dispose();
            throw new ConfigurationException("Data", options.Data,
                $"a folder whose files are undamaged ({damage.Message}, and the page is needed for a start): "
                + "restore a backup, or save the readable data with export FILE");
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    static Store OpenStore(string data)
    {
        try { return Store.Open(data); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SocketException)
        {
            throw new ConfigurationException("Data", data,
                $"a writable folder that no other KantanSim uses, such as --KantanSim:Data={Path.TrimEndingDirectorySeparator(data)}-2 "
                + $"({fault.Message})");
        }
    }
}
