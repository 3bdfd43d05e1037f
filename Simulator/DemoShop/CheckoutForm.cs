using System.Globalization;
using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>What a form of the goods' page asks for, and all that is wrong with it.</summary>
internal sealed class CheckoutForm
{
    static readonly string[] Jobs = ["AUTH", "CAPTURE"];

    readonly List<FormError> faults = [];

    public CheckoutForm(Utf8Form form, IEnumerable<ScenarioOption> scenarios)
    {
        var ids = string.Join(", ", Product.All.Select(product => product.Id));
        Product = Product.Find(form["product"]);
        if (Product is null) Wrong(form, "product", ids, ids);
        Job = form["job"].Length == 0 ? Jobs[0] : form["job"];
        if (!Jobs.Contains(Job)) Wrong(form, "job", "AUTH, CAPTURE, or nothing", "AUTH、CAPTURE、または空");
        Scenario = form["scenario"];
        if (Scenario.Length > 0 && !scenarios.Any(known => known.Name == Scenario))
            Wrong(form, "scenario", "a name that is listed at /scenarios, or nothing", "/scenarios にある名前、または空");
        Plan = PlanIn(form);
    }

    public Product? Product { get; }
    public string Job { get; }
    public string Scenario { get; }
    /// <summary>Null for a purchase.</summary>
    public SubscriptionPlan? Plan { get; }
    public IReadOnlyList<FormError> Faults => faults;

    SubscriptionPlan? PlanIn(Utf8Form form)
    {
        if (Product is not { IsMonthly: true }) return null;
        var (day, free) = (form["day"].Length == 0 ? $"{SubscriptionPlan.Days[^1]}" : form["day"], form["free"]);
        if (!SubscriptionPlan.Days.Any(known => day == $"{known}")) Wrong(form, "day", $"{string.Join(", ", SubscriptionPlan.Days)}, or nothing", $"{string.Join("、", SubscriptionPlan.Days)}、または空");
        if (free is not ("" or "1")) Wrong(form, "free", "1, or nothing", "1、または空");
        return faults.Count > 0 ? null : new(int.Parse(day, CultureInfo.InvariantCulture), free == "1");
    }

    void Wrong(Utf8Form form, string name, string en, string ja) => faults.Add(new(name, form[name], en, ja));
}
