using System.Globalization;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Operations;

namespace KantanSim.Check.Running;

/// <summary>A case that is being played at a shop: what was done and seen so far.</summary>
internal sealed class CaseSession(CheckFile file, CheckCase played, CaseShop shop, int seed)
{
    /// <summary>Amounts are multiples of this many yen.</summary>
    public const int TaxedUnit = 110;

    readonly Lock sync = new();
    readonly List<OpenOrder> orders = [];
    readonly List<SentMessage> sent = [];
    readonly SortedDictionary<long, CallView> calls = [];

    public CheckFile File => file;

    public CheckCase Case => played;

    public CaseShop Shop => shop;

    public int Seed => seed;

    public ScenarioView? Scenario { get; init; }

    /// <summary>The newest transaction before the case; null: none.</summary>
    public string? TransactionBefore { get; init; }

    /// <summary>The number of the newest call before the case.</summary>
    public long CallBefore { get; init; }

    /// <summary>The consumer's last return, as KantanSim has posted it; null: none.</summary>
    public ReturnView? LastReturn { get; set; }

    public List<StepRecord> Steps { get; } = [];

    /// <summary>Whether a hook has broken the shop, which is not mended yet.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether the shop could not tell the state of an order while it was broken.</summary>
    public bool IsBreakSeen { get; set; }

    public IReadOnlyList<OpenOrder> Orders
    {
        get { lock (sync) return [.. orders]; }
    }

    public IReadOnlyList<SentMessage> Sent
    {
        get { lock (sync) return [.. sent]; }
    }

    /// <summary>The shop's calls that were read so far, oldest first.</summary>
    public IReadOnlyList<CallView> Calls
    {
        get { lock (sync) return [.. calls.Values]; }
    }

    /// <summary>
    /// Reads the shop's calls. KantanSim keeps the last calls of all shops together, so that those of a long case must be read in between.
    /// </summary>
    public async Task ReadCalls(GatewayApi api, CancellationToken cancel)
    {
        var read = await api.CallsAfter(shop.Id, CallBefore, cancel);
        lock (sync)
            foreach (var call in read) calls[call.Id] = call;
    }

    bool IsRecurring => played.Needs.Contains(Need.Recurring);

    public ShopStep PlaceStep => IsRecurring ? file.Recurring!.Place : file.Place;

    public OrderReader Reader => IsRecurring ? file.Recurring!.Read : file.Read;

    /// <summary>Null: the file does not say how.</summary>
    public ShopStep? Act(string name) => (IsRecurring ? file.Recurring!.Acts : file.Acts).GetValueOrDefault(name);

    /// <summary>Adds an order, unless it is one that is known already: a form that was sent twice may make one order.</summary>
    public void Add(OpenOrder order)
    {
        lock (sync)
        {
            if (order.Placed.Kept.IsEmpty || !orders.Exists(known => IsSame(known.Placed.Kept, order.Placed.Kept))) orders.Add(order);
        }
    }

    static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(kept => other.TryGetValue(kept.Key, out var value) && value == kept.Value);

    public void Add(SentMessage message)
    {
        lock (sync) sent.Add(message);
    }

    /// <summary>An amount in yen that depends on seed, case and order only.</summary>
    public int AmountOf(int order)
    {
        var number = int.Parse(played.Id.AsSpan(1), CultureInfo.InvariantCulture);
        // So that a shop whose prices have 10 % tax can express it.
        return TaxedUnit * (10 + (int)((uint)(seed * 37 + played.Id[0] * 11 + number * 17 + order * 101) % 9));
    }

    /// <summary>The variables of an order before it is placed.</summary>
    /// <param name="order">From 1.</param>
    public StepVariables Variables(int order, int amount, string item) => StepVariables.Empty
        .With("shopId", shop.Id).With("shopPass", shop.Pass).With("gateway", file.Gateway).With("case", played.Id)
        .With("seed", Text(seed)).With("order", Text(order)).With("amount", Text(amount)).With("item", item);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The account that a case uses.</summary>
internal sealed record CaseShop(string Id, string Pass);

/// <summary>An order of a case.</summary>
/// <param name="Amount">In yen; after a change of the price the new one.</param>
internal sealed record OpenOrder(int Amount, StepResult Placed, StepVariables Variables);
