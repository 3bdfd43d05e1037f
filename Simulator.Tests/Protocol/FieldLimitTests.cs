#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Tests.Gateway;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Protocol;

/// <summary>The sizes of fields: the longest and largest allowed value, and the first beyond it.</summary>
public sealed class FieldLimitTests
{
    public static TheoryData<string, string, string, string> Values => new()
    {
        { "EntryTranRecruit",               "ShopID",           new('s', 13),                   "" },
        { "EntryTranRecruit",               "ShopID",           new('s', 14),                   "M01002008" },
        { "EntryTranRecruit",               "ShopPass",         new('p', 10),                   "" },
        { "EntryTranRecruit",               "ShopPass",         new('p', 11),                   "M01003008" },
        { "EntryTranRecruit",               "OrderID",          new('1', 27),                   "" },
        { "EntryTranRecruit",               "OrderID",          new('1', 28),                   "M01004012" },
        { "EntryTranRecruit",               "Amount",           "0",                            "M01005011" },
        { "EntryTranRecruit",               "Amount",           "1",                            "" },
        { "EntryTranRecruit",               "Amount",           "9999999",                      "" },
        { "EntryTranRecruit",               "Amount",           "10000000",                     "M01005005 M01005011" },
        { "EntryTranRecruit",               "Amount",           "0000001",                      "" },
        { "EntryTranRecruit",               "Amount",           "00000001",                     "M01005005" },
        { "EntryTranRecruit",               "Amount",           "0000000",                      "M01005011" },
        // More than nine digits get the code of the length only, not that of the range.
        { "EntryTranRecruit",               "Amount",           "999999999",                    "M01005005 M01005011" },
        { "EntryTranRecruit",               "Amount",           "1000000000",                   "M01005005" },
        { "EntryTranRecruit",               "Amount",           "99999999999",                  "M01005005" },
        { "EntryTranRecruit",               "Tax",              "0",                            "" },
        { "EntryTranRecruit",               "Tax",              "9999999",                      "" },
        { "EntryTranRecruit",               "Tax",              "10000000",                     "M01006005" },
        { "EntryTranRecruitContinuance",    "Amount",           "9999999",                      "" },
        { "EntryTranRecruitContinuance",    "Amount",           "10000000",                     "M01005005 M01005011" },
        { "ExecTranRecruit",                "AccessID",         new('a', 31),                   "M01007008" },
        { "ExecTranRecruit",                "AccessID",         new('a', 32),                   "" },
        { "ExecTranRecruit",                "AccessID",         new('a', 33),                   "M01007008" },
        { "ExecTranRecruit",                "AccessPass",       new('a', 31),                   "M01008008" },
        { "ExecTranRecruit",                "AccessPass",       new('a', 32),                   "" },
        { "ExecTranRecruit",                "AccessPass",       new('a', 33),                   "M01008008" },
        { "ExecTranRecruit",                "ClientField1",     new('a', 100),                  "" },
        { "ExecTranRecruit",                "ClientField1",     new('a', 101),                  "M01039012" },
        { "ExecTranRecruit",                "ClientField1",     new('あ', 50),                  "" },
        { "ExecTranRecruit",                "ClientField1",     new string('あ', 50) + "a",     "M01039012" },
        { "ExecTranRecruit",                "ClientField2",     new('a', 100),                  "" },
        { "ExecTranRecruit",                "ClientField2",     new('a', 101),                  "M01040012" },
        { "ExecTranRecruit",                "ClientField3",     new('a', 100),                  "" },
        { "ExecTranRecruit",                "ClientField3",     new('a', 101),                  "M01041012" },
        { "ExecTranRecruit",                "ClientFieldFlag",  "1",                            "" },
        { "ExecTranRecruit",                "ClientFieldFlag",  "11",                           "M01042005 M01042011" },
        { "ExecTranRecruit",                "RetURL",           new('a', 2_048),                "" },
        { "ExecTranRecruit",                "RetURL",           new('a', 2_049),                "M01059005 M01059012" },
        { "ExecTranRecruit",                "RetURL",           new('あ', 1_024),               "" },
        { "ExecTranRecruit",                "RetURL",           new string('あ', 1_024) + "a",  "M01059012" },
        { "ExecTranRecruit",                "ItemName",         new('a', 255),                  "" },
        { "ExecTranRecruit",                "ItemName",         new('a', 256),                  "M01232005" },
        { "ExecTranRecruit",                "ItemName",         new string('あ', 127) + "a",    "" },
        { "ExecTranRecruit",                "ItemName",         new('あ', 128),                 "M01232005" },
        { "ExecTranRecruit",                "PaymentTermSec",   "119",                          "M01048011" },
        { "ExecTranRecruit",                "PaymentTermSec",   "120",                          "" },
        { "ExecTranRecruit",                "PaymentTermSec",   "86400",                        "" },
        { "ExecTranRecruit",                "PaymentTermSec",   "86401",                        "M01048011" },
        { "ExecTranRecruit",                "PaymentTermSec",   "00120",                        "" },
        { "ExecTranRecruit",                "PaymentTermSec",   "000120",                       "M01048005" },
        { "ExecTranRecruitContinuance",     "ItemName",         new('a', 255),                  "" },
        { "ExecTranRecruitContinuance",     "ItemName",         new('a', 256),                  "M01250005 M01250012" },
        { "ExecTranRecruitContinuance",     "ItemName",         new string('あ', 127) + "a",    "" },
        { "ExecTranRecruitContinuance",     "ItemName",         new('あ', 128),                 "M01250012" },
        { "ExecTranRecruitContinuance",     "ChargeDay",        "9",                            "M01251010" },
        { "ExecTranRecruitContinuance",     "ChargeDay",        "10",                           "" },
        { "ExecTranRecruitContinuance",     "ChargeDay",        "31",                           "" },
        { "ExecTranRecruitContinuance",     "ChargeDay",        "32",                           "M01251010" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "202600",                       "M01253010" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "202601",                       "" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "202612",                       "" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "202613",                       "M01253010" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "20261",                        "M01253010" },
        { "RecruitContinuanceChargeCancel", "ContinuanceMonth", "2026011",                      "M01253005" },
        { "SearchTradeMulti",               "PayType",          "99",                           "" },
        { "SearchTradeMulti",               "PayType",          "024",                          "M01051005" },
        { "SearchTradeMulti",               "Version",          "178",                          "" },
        { "SearchTradeMulti",               "Version",          "1780",                         "M01001005" },
    };

    [Theory, MemberData(nameof(Values))]
    public void Value_is_refused_beyond_the_size_of_its_field(string api, string field, string value, string codes)
    {
        var rule = EveryOperation.Of(api).Rules().Single(rule => rule.Name == field);
        Assert.Equal(codes, Codes(rule.Validate(Call((field, value)), new())));
    }

    [Theory]
    [InlineData("EntryTranRecruit",            "9999998", "1",       "")]
    [InlineData("EntryTranRecruit",            "9999999", "",        "")]
    [InlineData("EntryTranRecruit",            "9999999", "1",       "M01005011")]
    [InlineData("EntryTranRecruit",            "1",       "9999998", "")]
    [InlineData("EntryTranRecruit",            "1",       "9999999", "M01005011")]
    [InlineData("EntryTranRecruitContinuance", "9999998", "1",       "")]
    [InlineData("EntryTranRecruitContinuance", "9999999", "1",       "M01005011")]
    public void Total_of_Amount_and_Tax_is_refused_above_the_maximum(string api, string amount, string tax, string codes) =>
        Assert.Equal(codes, Codes(EveryOperation.Of(api).CrossFieldErrors(Call(("Amount", amount), ("Tax", tax)), new())));

    // The CP932 codes 8740 to 879E, F040 to F9FC and FA40 to FC4B are machine-dependent: here are the first and last characters of each
    // range, and their neighbours.
    [Theory]
    [InlineData('─', false)]
    [InlineData('①', true)]
    [InlineData('⊿', true)]
    [InlineData('亜', false)]
    [InlineData('熙', false)]
    [InlineData('\uE000', true)]
    [InlineData('\uE757', true)]
    [InlineData('ⅰ', true)]
    [InlineData('黑', true)]
    [InlineData('｡', false)]
    [InlineData('ﾟ', false)]
    [InlineData('é', true)]
    [InlineData('\u001F', true)]
    [InlineData(' ', false)]
    [InlineData('}', true)]
    [InlineData('\u007F', true)]
    public void Symbols_controls_and_machine_dependent_characters_are_forbidden(char character, bool forbidden) =>
        Assert.Equal(forbidden, ForbiddenCharacters.ContainsAny($"a{character}b"));

    static string Codes(IEnumerable<ErrorCode> errors) => string.Join(' ', errors.Select(error => error.Info));

    static Request Call(params (string Name, string Value)[] fields) =>
        new(FormBody.Read(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
}
