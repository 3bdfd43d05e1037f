#pragma warning disable format // aligned tables
using KantanSim.Operations;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Wire;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Tests.Traffic;

/// <summary>Which calls a filter selects, and which filters are refused.</summary>
public sealed class CallFilterTests
{
    // 09:05:30.5 in Japan.
    static readonly Exchange Call = new()
    {
        Kind = ObservedKind.Call,
        At = new DateTimeOffset(2026, 1, 31, 0, 5, 30, 500, TimeSpan.Zero),
        Api = "ExecTranRecruit",
        HttpStatus = 200,
        ShopId = "tshop1",
        OrderId = "TEA-1",
        AccessId = "a1",
        Request = new Dictionary<string, string> { ["ItemName"] = "紅茶" },
        Answer = new Dictionary<string, string> { ["ErrCode"] = "M01|M01", ["ErrInfo"] = "M01004010|M01232013" },
        Body = new("ItemName=%8D%67%92%83"u8.ToArray()),
        RawAnswer = Cp932.Encode("ErrInfo=M01004010"),
        Notes = [new("repeated, the first counts: OrderID", "繰り返されています")],
        Head = new("", "", "version=7"),
    };

    [Theory]
    [InlineData("q", "紅茶", "緑茶")]
    [InlineData("q", "itemname=紅", "itemname=茶")]
    [InlineData("q", "%8d%67", "%8D%68")]
    [InlineData("q", "M01004010|M01232013", "M01232013|")]
    [InlineData("q", "the first counts", "the last counts")]
    [InlineData("q", "繰り返され", "繰り返せ")]
    [InlineData("q", "version=7", "version=8")]
    [InlineData("q", "exectran", "entrytran")]
    [InlineData("api", "ExecTranRecruit", "ExecTran")]
    [InlineData("shopId", "tshop1", "tshop")]
    [InlineData("orderId", "TEA-1", "TEA")]
    [InlineData("orderId", "TEA-*", "CUP-*")]
    [InlineData("accessId", "a1", "a")]
    [InlineData("outcome", "refused", "ok")]
    [InlineData("code", "M01232013", "M01232014")]
    [InlineData("code", "m01004", "1004")]
    [InlineData("from", "2026-01-31T09:05:30", "2026-01-31T09:05:31")]
    [InlineData("from", "2026-01-31T00:05:30Z", "2026-01-31T09:05:30Z")]
    [InlineData("from", "2026-01-31T09:05:30 09:00", "2026-01-31T09:05:31 09:00")]
    [InlineData("to", "2026-01-31T09:05:30", "2026-01-31T09:05:29")]
    [InlineData("to", "2026-01-31T09:05", "2026-01-31T09:04")]
    [InlineData("to", "2026-01-31", "2026-01-30")]
    [InlineData("to", "9999-12-31", "2025-12-31")]
    public void Filter_selects_a_call_that_has_it_and_no_other(string name, string wanted, string other)
    {
        Assert.True(Read((name, wanted)).Matches(Call, null));
        Assert.False(Read((name, other)).Matches(Call, null));
    }

    [Fact]
    public void All_filters_together_have_to_match()
    {
        Assert.True(Read(("q", "紅茶"), ("code", "M01232013"), ("orderId", "TEA-1")).Matches(Call, null));
        Assert.False(Read(("q", "紅茶"), ("code", "M01232014"), ("orderId", "TEA-1")).Matches(Call, null));
        Assert.True(Read(("q", " ")).Matches(Call, null));
    }

    [Theory]
    [InlineData("outcome", "bad", "ok, refused, http-error, faulted, unanswered, not-simulated")]
    [InlineData("outcome", "0", "ok, refused, http-error, faulted, unanswered, not-simulated")]
    [InlineData("code", "M01-4", "an ErrInfo such as M01002001, or its beginning")]
    [InlineData("from", "2026-02-30", "a time such as 2026-01-31T09:00, which is JST without an offset")]
    [InlineData("to", "noon", "a time such as 2026-01-31T09:00, which is JST without an offset")]
    public void Invalid_value_is_an_error_that_names_what_is_allowed(string name, string value, string allowed)
    {
        List<FieldError> errors = [];
        CallFilterReader.Read(Query((name, value)), errors);
        var error = Assert.Single(errors);
        Assert.Equal((name, value, allowed), (error.Field, error.Value, error.Allowed));
        Assert.NotEqual(name == "outcome" ? "" : error.Allowed, error.AllowedJa);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void Text_has_at_most_200_characters(int length, int count)
    {
        List<FieldError> errors = [];
        CallFilterReader.Read(Query(("q", new string('x', length))), errors);
        Assert.Equal(count, errors.Count);
    }

    [Theory]
    [InlineData("2026-01-31T09:05:30", "2026-01-31T09:05:30", 0)]
    [InlineData("2026-01-31T09:05:30", "2026-01-31T09:05",    0)]
    [InlineData("2026-01-31T09:05:30", "2026-01-31T09:05:29", 1)]
    public void Range_ends_after_it_begins(string from, string to, int count)
    {
        List<FieldError> errors = [];
        CallFilterReader.Read(Query(("from", from), ("to", to)), errors);
        Assert.Equal(count, errors.Count);
    }

    static readonly (string Outcome, Exchange Call)[] Ends =
    [
        ("refused",       Call),
        ("ok",            Call with { Answer = new Dictionary<string, string>() }),
        ("ok",            Call with { Answer = new Dictionary<string, string> { ["ErrInfo"] = "M01004010", ["RetURL"] = "http://shop/" } }),
        ("http-error",    Call with { HttpStatus = 413 }),
        ("faulted",       Call with { HttpStatus = 503, Fault = AnswerFault.HttpStatus }),
        ("faulted",       Call with { Fault = AnswerFault.Garbled }),
        ("unanswered",    Call with { Fault = AnswerFault.Hung }),
        ("unanswered",    Call with { Fault = AnswerFault.Dropped }),
        ("not-simulated", Call with { Kind = ObservedKind.Other, HttpStatus = 404 }),
        ("not-simulated", Call with { Answer = new Dictionary<string, string> { ["ErrInfo"] = "E91099997" } }),
    ];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Outcome_says_how_the_call_ended_for_its_caller(string outcome, int row) =>
        Assert.Equal(outcome, CallOutcomes.Of(Ends[row].Call).Name());

    public static TheoryData<string, int> Outcomes => [.. Ends.Index().Select(row => (row.Item.Outcome, row.Index))];

    static CallFilter Read(params (string Name, string Value)[] filters)
    {
        List<FieldError> errors = [];
        var filter = CallFilterReader.Read(Query(filters), errors);
        Assert.Empty(errors);
        return filter;
    }

    static CallQuery Query(params (string Name, string Value)[] filters) =>
        CallQuery.Read(name => filters.FirstOrDefault(filter => filter.Name == name).Value);
}
