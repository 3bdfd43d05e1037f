using System.Globalization;
using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The form of the product page, parsed, with all errors in it.</summary>
internal sealed class CheckoutForm
{
    static readonly string[] Jobs = ["AUTH", "CAPTURE"];

    readonly List<FormError> errors = [];

    public CheckoutForm(Utf8Form form, IEnumerable<ScenarioOption> scenarios)
    {
        var ids = string.Join(", ", Product.All.Select(product => product.Id));
        Product = Product.Find(form["product"]);
        if (Product is null) AddError(form, "product", ids, ids);
        Job = form["job"].Length == 0 ? Jobs[0] : form["job"];
        if (!Jobs.Contains(Job)) AddError(form, "job", "AUTH, CAPTURE, or nothing", "AUTH、CAPTURE、または空");
        Scenario = form["scenario"];
        if (Scenario.Length > 0 && !scenarios.Any(known => known.Name == Scenario))
            AddError(form, "scenario", "a name listed at /scenarios, or nothing", "/scenarios にある名前、または空");
        Plan = ParsePlan(form);
    }

    public Product? Product { get; }
    public string Job { get; }
    public string Scenario { get; }
    /// <summary>Null for a purchase.</summary>
    public SubscriptionPlan? Plan { get; }
    public IReadOnlyList<FormError> Errors => errors;

    SubscriptionPlan? ParsePlan(Utf8Form form)
    {
        if (Product is not { IsMonthly: true }) return null;
        var days = SubscriptionPlan.Days;
        var day = form["day"].Length == 0 ? $"{days[^1]}" : form["day"];
        if (!days.Any(known => day == $"{known}"))
            AddError(form, "day", $"{string.Join(", ", days)}, or nothing", $"{string.Join("、", days)}、または空");
        var free = form["free"];
        if (free is not ("" or "1")) AddError(form, "free", "1, or nothing", "1、または空");
        return errors.Count > 0 ? null : new(int.Parse(day, CultureInfo.InvariantCulture), free == "1");
    }

    void AddError(Utf8Form form, string name, string en, string ja) => errors.Add(new(name, form[name], en, ja));
}
