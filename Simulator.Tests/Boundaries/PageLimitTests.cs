#pragma warning disable format // aligned tables
using System.Text.RegularExpressions;
using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Settlement;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;

namespace KantanSim.Tests.Boundaries;

/// <summary>Pagination of long lists: the number of rows on a page, and when it has a link to the next page.</summary>
public sealed class PageLimitTests
{
    // A list that is searched has a link after every full page, even if there are no more rows; a list that is counted only if there are.
    [Theory]
    [InlineData("/",          "payment-row",   "older", 49, 49, false)]
    [InlineData("/",          "payment-row",   "older", 50, 50, false)]
    [InlineData("/",          "payment-row",   "older", 51, 50, true)]
    [InlineData("/contracts", "contract-status", "older", 29, 29, false)]
    [InlineData("/contracts", "contract-status", "older", 30, 30, true)]
    [InlineData("/contracts", "contract-status", "older", 31, 30, true)]
    [InlineData("/clock",     "due-row",       "later", 49, 49, false)]
    [InlineData("/clock",     "due-row",       "later", 50, 50, true)]
    [InlineData("/clock",     "due-row",       "later", 51, 50, true)]
    [InlineData("/deposits",  "net",           "older", 50, 50, false)]
    [InlineData("/deposits",  "net",           "older", 51, 50, true)]
    [InlineData("/members",   "edit-[a-z0-9]+", "next", 30, 30, false)]
    [InlineData("/members",   "edit-[a-z0-9]+", "next", 31, 30, true)]
    [InlineData("/shops",     "test-[a-z0-9]+", "next", 50, 50, false)]
    [InlineData("/shops",     "test-[a-z0-9]+", "next", 51, 50, true)]
    public async Task A_page_has_a_maximum_number_of_rows_and_a_link_to_the_next(
        string path, string row, string next, int rows, int shown, bool hasNext)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Fill(simulated, path, rows);
        if (path == "/shops") await Task.WhenAll(Enumerable.Range(2, rows - 1).Select(number => simulated.AddsShop($"s{number}")));
        var page = await simulated.Page(path);
        Assert.Equal(shown, Regex.Count(page, $"data-testid=\"{row}\""));
        Assert.Equal(hasNext, page.Contains($"data-testid=\"{next}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(999,   "999")]
    [InlineData(1_000, "1000 or more")]
    public async Task The_reset_page_counts_at_most_1000_payments(int payments, string counted)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Fill(simulated, "/", payments);
        Assert.Contains($"data-testid=\"forgotten\">{counted}<", await simulated.Page("/reset"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/deposits?from=0",                              "net",     2)]
    [InlineData("/deposits?from=1",                              "net",     1)]
    [InlineData("/deposits?from=2",                              "net",     2)]
    [InlineData("/clock?after=0-9223372036854775806",            "due-row", 2)]
    [InlineData("/clock?after=0-9223372036854775807",            "due-row", 2)]
    // After the time of the jobs, 2026-01-16T00:00:00Z.
    [InlineData("/clock?after=639041184000000001-1",             "due-row", 0)]
    [InlineData("/clock?after=639041184000000001-9223372036854775807", "due-row", 2)]
    [InlineData("/clock?after=3155378975999999999-1",            "due-row", 0)]
    [InlineData("/clock?after=3155378976000000000-1",            "due-row", 2)]
    [InlineData("/contracts?before=1",                           "contract-status", 0)]
    [InlineData("/contracts?before=2",                           "contract-status", 1)]
    [InlineData("/contracts?before=9223372036854775807",         "contract-status", 2)]
    [InlineData("/contracts?before=9223372036854775808",         "contract-status", 2)]
    public async Task A_cursor_beyond_the_end_or_out_of_range_is_handled(string query, string row, int shown)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Fill(simulated, query.Split('?')[0], 2);
        Assert.Equal(shown, Regex.Count(await simulated.Page(query), $"data-testid=\"{row}\""));
    }

    static Task Fill(SimulatorFixture simulated, string path, int rows) => simulated.GetService<Store>().Write(writing =>
    {
        for (var number = 1; number <= rows; number++) Put(simulated, writing, path, number);
    });

    static void Put(SimulatorFixture simulated, UnitOfWork writing, string path, int number)
    {
        var transactions = simulated.GetService<LedgerCollections>().Transactions;
        var later = simulated.GetService<ShopClocks>().Now(null).AddDays(1);
        switch (path)
        {
            case "/":
                writing.Put(transactions, number, Decisions.Transaction("Recruit", new("AUTH")) with { Number = number });
                break;
            case "/contracts":
                var contract = Decisions.Transaction("RecruitContinuance", new("REGISTER"));
                writing.Put(transactions, number, contract with { Number = number });
                break;
            case "/clock":
                var id = ScheduledJob.IdOf(number, JobKind.Expiry);
                simulated.GetService<JobSchedule>().Put(writing, new() { Id = id, At = later, AccessId = "", ShopId = "" });
                break;
            case "/deposits":
                var deposit = new Deposit("tshop00000001", new DateOnly(2026, 1, 1).AddDays(number), 0, 0, 0, 0);
                writing.Put((Table<string, Deposit>)simulated.GetService<Deposits>().Collections[0], deposit.Id, deposit);
                break;
            // Four members exist from the start.
            case "/members" when number > 4:
                simulated.GetService<Members>().Shared.Put(
                    writing, new() { Id = $"m{number}", Email = $"m{number}@example.com", Name = "" });
                break;
        }
    }
}
