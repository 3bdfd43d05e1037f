using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Consumers;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a member and its form, with the stored values or with those that were just submitted.</summary>
internal static class MemberModel
{
    /// <summary>The prefix of hidden fields with the points and coupons that the page has shown. Payments change them.</summary>
    public const string Shown = "shown";

    public static Dictionary<string, object?> Of(Member member) => Of(member, StoredValues(member), null);

    /// <param name="form">The values of the form's fields.</param>
    /// <param name="problem">The errors of the submitted form; null: none.</param>
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

    /// <summary>The template model of the form for a new member.</summary>
    public static Dictionary<string, object?> New(FormValues form) => Fields(form, "id", "name", "email", "password", "points");

    /// <summary>The id of the member's element on the page.</summary>
    public static string Place(string id) => $"member-{id}";

    /// <summary>A hash of all coupon fields of a form, which tells whether they were edited.</summary>
    public static string CouponHash(FormValues form)
    {
        var rows = new JsonArray([.. form.Rows("coupons").Select(row => row.Row())]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows.ToJsonString())));
    }

    static Dictionary<string, object?> Fields(FormValues form, params IEnumerable<string> names) =>
        names.ToDictionary(name => name, name => (object?)form[name]);

    // The last row is empty, for a new entry.
    static IEnumerable<Dictionary<string, object?>> Rows(FormValues form, string list, params IReadOnlyList<string> names) =>
        form.Rows(list).Append(FormValues.Of()).Select((row, index) => new Dictionary<string, object?>(Fields(row, names))
        {
            ["at"] = $"{list}[{index}]",
            ["number"] = index + 1,
        });

    static FormValues StoredValues(Member member)
    {
        var form = FormValues.Of(
        [
            ("name", member.Name),
            ("email", member.Email),
            ("password", member.Password),
            ("points", Text(member.Points)),
            ("hintEn", member.HintEn),
            ("hintJa", member.HintJa),
            .. member.Cards.SelectMany(CardFields),
            .. member.Coupons.SelectMany(CouponFields),
        ]);
        return form.With($"{Shown}.points", form["points"]).With($"{Shown}.coupons", CouponHash(form));
    }

    static IEnumerable<(string, string)> CardFields(Card card, int index) =>
    [
        ($"cards[{index}].id", card.Id),
        ($"cards[{index}].label", card.Label),
        ($"cards[{index}].declines", Text(card.Declines)),
    ];

    static IEnumerable<(string, string)> CouponFields(Coupon coupon, int index) =>
    [
        ($"coupons[{index}].id", coupon.Id),
        ($"coupons[{index}].labelEn", coupon.LabelEn),
        ($"coupons[{index}].labelJa", coupon.LabelJa),
        ($"coupons[{index}].discount", Text(coupon.Discount)),
        ($"coupons[{index}].fundedBy", $"{coupon.FundedBy}"),
        ($"coupons[{index}].used", Text(coupon.Used)),
    ];

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A browser sends a checkbox only when it is checked.
    static string Text(bool flag) => flag ? "true" : "";
}
