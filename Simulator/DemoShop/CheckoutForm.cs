using System.Globalization;
using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The form of the product page, parsed, with all errors in it.</summary>
internal sealed class CheckoutForm
{
    static readonly string[] Jobs = ["AUTH", "CAPTURE"];

    readonly List<FormError> errors = [];

    public CheckoutForm(Func<string, string> field, IEnumerable<ScenarioOption> scenarios)
    {
        var ids = string.Join(", ", Product.All.Select(product => product.Id));
        Product = Product.Find(field("product"));
        if (Product is null) AddError(field, "product", ids, ids);
        Job = field("job").Length == 0 ? Jobs[0] : field("job");
        if (!Jobs.Contains(Job)) AddError(field, "job", "AUTH, CAPTURE, or nothing", "AUTH、CAPTURE、または空");
        Scenario = field("scenario");
        if (Scenario.Length > 0 && !scenarios.Any(known => known.Name == Scenario))
            AddError(field, "scenario", "a name listed at /scenarios, or nothing", "/scenarios にある名前、または空");
        Plan = ParsePlan(field);
    }

    public Product? Product { get; }
    public string Job { get; }
    public string Scenario { get; }
    /// <summary>Null for a purchase.</summary>
    public SubscriptionPlan? Plan { get; }
    public IReadOnlyList<FormError> Errors => errors;

    /// <summary>The order, when there are no errors. The wallet shows the product's name in the customer's language.</summary>
    public NewOrder ToOrder(Language language)
    {
        var name = language == Language.En ? Product!.En : Product!.Ja;
        return new(Product.Id, WalletText.Of(name), Price.OfNet(Product.Price), Job, Plan);
    }

    SubscriptionPlan? ParsePlan(Func<string, string> field)
    {
        if (Product is not { IsMonthly: true }) return null;
        var days = SubscriptionPlan.Days;
        var day = field("day").Length == 0 ? $"{days[^1]}" : field("day");
        if (!days.Any(known => day == $"{known}"))
            AddError(field, "day", $"{string.Join(", ", days)}, or nothing", $"{string.Join("、", days)}、または空");
        var free = field("free");
        if (free is not ("" or "1")) AddError(field, "free", "1, or nothing", "1、または空");
        return errors.Count > 0 ? null : new(int.Parse(day, CultureInfo.InvariantCulture), free == "1");
    }

    void AddError(Func<string, string> field, string name, string en, string ja) => errors.Add(new(name, field(name), en, ja));
}
