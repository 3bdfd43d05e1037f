using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Consumers;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>A member as a form shows it: as saved, or as somebody has just written it.</summary>
internal static class MemberModel
{
    /// <summary>Under which the form carries what it showed of all that payments change.</summary>
    public const string Shown = "shown";

    public static Dictionary<string, object?> Of(Member member) => Of(member, Written(member), null);

    /// <param name="form">What stands in the fields.</param>
    public static Dictionary<string, object?> Of(Member member, FormValues form, Problem? problem) => new()
    {
        ["id"] = member.Id,
        ["place"] = Place(member.Id),
        ["path"] = Uri.EscapeDataString(member.Id),
        ["saved_name"] = member.Name,
        ["saved_points"] = member.Points.ToString("#,0", CultureInfo.InvariantCulture),
        ["saved_cards"] = member.Cards.Count,
        ["declines"] = member.Cards.Any(card => card.Declines),
        ["saved_coupons"] = member.Coupons.Count,
        ["fields"] = Fields(form, "name", "email", "password", "points", "hintEn", "hintJa"),
        ["shown_points"] = form[$"{Shown}.points"],
        ["shown_coupons"] = form[$"{Shown}.coupons"],
        ["cards"] = Rows(form, "cards", "id", "label", "declines"),
        ["coupons"] = Rows(form, "coupons", "id", "labelEn", "labelJa", "discount", "fundedBy", "used"),
        ["faults"] = FormErrorModel.Of(problem),
        ["wrong"] = FormErrorModel.Fields(problem),
    };

    /// <summary>The form of one that is not there yet.</summary>
    public static Dictionary<string, object?> New(FormValues form) => Fields(form, "id", "name", "email", "password", "points");

    public static string Place(string id) => $"member-{id}";

    static Dictionary<string, object?> Fields(FormValues form, params IEnumerable<string> names) => names.ToDictionary(name => name, name => (object?)form[name]);

    // One more row than there are, to be filled in.
    static IEnumerable<Dictionary<string, object?>> Rows(FormValues form, string list, params IReadOnlyList<string> names) =>
        form.Rows(list).Append(new FormValues(new Dictionary<string, string>())).Select((row, at) => new Dictionary<string, object?>(Fields(row, names)) { ["at"] = $"{list}[{at}]", ["number"] = at + 1 });

    /// <summary>All that a form says of coupons, as a short text that can be compared.</summary>
    public static string Coupons(FormValues form) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new JsonArray([.. form.Rows("coupons").Select(row => row.Row())]).ToJsonString())));

    static FormValues Written(Member member)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = member.Name,
            ["email"] = member.Email,
            ["password"] = member.Password,
            ["points"] = Number(member.Points),
            ["hintEn"] = member.HintEn,
            ["hintJa"] = member.HintJa,
        };
        foreach (var (at, card) in member.Cards.Index())
            (fields[$"cards[{at}].id"], fields[$"cards[{at}].label"], fields[$"cards[{at}].declines"]) = (card.Id, card.Label, card.Declines ? "true" : "");
        foreach (var (at, coupon) in member.Coupons.Index())
        {
            (fields[$"coupons[{at}].id"], fields[$"coupons[{at}].labelEn"], fields[$"coupons[{at}].labelJa"]) = (coupon.Id, coupon.LabelEn, coupon.LabelJa);
            (fields[$"coupons[{at}].discount"], fields[$"coupons[{at}].fundedBy"], fields[$"coupons[{at}].used"]) = (Number(coupon.Discount), $"{coupon.FundedBy}", coupon.Used ? "true" : "");
        }
        return new FormValues(fields).With($"{Shown}.points", fields["points"]).With($"{Shown}.coupons", Coupons(new(fields)));
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
