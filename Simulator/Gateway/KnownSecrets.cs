using System.Text;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>
/// The secrets that are masked by value. ShopPasses, members' passwords and the operator's token are searched for in every call. AccessPass
/// and Token of a transaction are searched for in the calls that name it by its AccessID or its order.
/// </summary>
internal sealed class KnownSecrets(
    ShopRepository shops, Members members, Ledger ledger, IdentifierGenerator identifiers, string? operatorToken)
{
    /// <summary>Maximum number of AccessIDs that are looked up for a call.</summary>
    const int MaxAccessIds = 16;

    const int AccessIdLength = 32;

    /// <param name="Version">The versions that the values were read at.</param>
    sealed record Snapshot((int Shops, int Members) Version, SecretValues Values);

    volatile Snapshot? last;

    /// <summary>The redactor of a call and its answer.</summary>
    /// <param name="body">The call's body, which may contain further AccessIDs.</param>
    public Redactor RedactorFor(Request request, byte[] body) => new(Values(), new IssuedSecrets(ledger, identifiers, request, body));

    /// <summary>The redactor of a text that names no transaction.</summary>
    public Redactor RedactorForText() => new(Values());

    // Cached, because shops and members seldom change and building the search over all values is costly.
    SecretValues Values()
    {
        var version = (shops.Version, members.PasswordVersion);
        if (last is { } known && known.Version == version) return known.Values;
        var values = new SecretValues(
        [
            .. shops.Stored().Select(shop => shop.ShopPass),
            .. members.Passwords(),
            .. operatorToken is null ? [] : new[] { operatorToken },
        ]);
        last = new(version, values);
        return values;
    }

    sealed class IssuedSecrets(Ledger ledger, IdentifierGenerator identifiers, Request request, byte[] body) : Redactor.IIssuedSecrets
    {
        public bool IsAccessId(string text) => ledger.Contains(text);

        public IEnumerable<string> Secrets()
        {
            var ofOrder = ledger.FindAllByOrder(request["ShopID"], request["OrderID"]).Select(transaction => transaction.AccessId);
            var ids = new HashSet<string>(ofOrder, StringComparer.Ordinal);
            if (request["AccessID"] is { Length: AccessIdLength } named) ids.Add(named);
            AddFromBody(body, ids);
            return ids.SelectMany(id => new[] { identifiers.AccessPass(id), identifiers.Token(id) });
        }
    }

    // An AccessID may be anywhere in the body: adds the last 32 digits of every run of hexadecimal digits that is long enough.
    static void AddFromBody(ReadOnlySpan<byte> body, HashSet<string> ids)
    {
        var start = 0;
        for (var at = 0; at <= body.Length && ids.Count < MaxAccessIds; at++)
        {
            if (at < body.Length && IsHexDigit(body[at])) continue;
            if (at - start >= AccessIdLength) ids.Add(Encoding.ASCII.GetString(body.Slice(at - AccessIdLength, AccessIdLength)));
            start = at + 1;
        }
    }

    static bool IsHexDigit(byte one) => one is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f');
}
