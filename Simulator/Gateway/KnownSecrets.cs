using System.Text;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>
/// The secrets that are masked by value. ShopPasses, members' passwords and the operator's token are searched for in every call. An AccessPass and a
/// Token are searched for in calls that name their transaction, by its AccessID or its order.
/// </summary>
internal sealed class KnownSecrets(ShopRepository shops, Members members, Ledger ledger, IdentifierGenerator identifiers, string? operatorToken)
{
    /// <summary>How many AccessIDs of a call are looked at.</summary>
    const int MostAccessIds = 16;
    const int AccessIdLength = 32;

    sealed record Snapshot((int Shops, int Members) Version, SecretValues Values);

    volatile Snapshot? last;

    /// <summary>What masks a call and its answer.</summary>
    /// <param name="body">The call's body, in which other AccessIDs may stand.</param>
    public Redactor RedactorFor(Request request, byte[] body) => new(Values(), new IssuedSecrets(ledger, identifiers, request, body));

    /// <summary>What masks a text that names no transaction.</summary>
    public Redactor RedactorForText() => new(Values());

    // Shops and members change seldom: a search over all of them is prepared once per change.
    SecretValues Values()
    {
        var version = (shops.Version, members.PasswordVersion);
        if (last is { } known && known.Version == version) return known.Values;
        var values = new SecretValues(
            [.. shops.All().Select(shop => shop.ShopPass), .. members.All().Select(member => member.Password), .. operatorToken is null ? [] : new[] { operatorToken }]);
        last = new(version, values);
        return values;
    }

    sealed class IssuedSecrets(Ledger ledger, IdentifierGenerator identifiers, Request request, byte[] body) : Redactor.IIssuedSecrets
    {
        public bool IsAccessId(string text) => ledger.Contains(text);

        public IEnumerable<string> Secrets()
        {
            var ids = new HashSet<string>(ledger.FindAllByOrder(request["ShopID"], request["OrderID"]).Select(transaction => transaction.AccessId), StringComparer.Ordinal);
            if (request["AccessID"] is { Length: AccessIdLength } named) ids.Add(named);
            AddRuns(body, ids);
            return ids.SelectMany(id => new[] { identifiers.AccessPass(id), identifiers.Token(id) });
        }
    }

    // An AccessID may stand anywhere in the body.
    static void AddRuns(ReadOnlySpan<byte> body, HashSet<string> ids)
    {
        var start = 0;
        for (var at = 0; at <= body.Length && ids.Count < MostAccessIds; at++)
        {
            if (at < body.Length && body[at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')) continue;
            if (at - start >= AccessIdLength) ids.Add(Encoding.ASCII.GetString(body.Slice(at - AccessIdLength, AccessIdLength)));
            start = at + 1;
        }
    }
}
