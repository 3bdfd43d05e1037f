using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>
/// Generates all identifiers. Each is an HMAC-SHA256 of what it identifies: the same key gives the same identifiers in any order of events,
/// and nobody can guess one without the key. The key is derived from the seed, or generated randomly for a new database.
/// </summary>
internal sealed class IdentifierGenerator(byte[] key)
{
    // Cached per thread, because setting the key takes longer than hashing.
    [ThreadStatic]
    static (IdentifierGenerator Owner, IncrementalHash Hash) cached;

    /// <summary>The generator for a database, with the key of the seed or, without one, with the database's own key.</summary>
    /// <exception cref="ConfigurationException">The database was created with another seed.</exception>
    public static IdentifierGenerator For(Store store, long? seed)
    {
        var keyOfSeed = seed is { } number ? KeyOf(number) : null;
        var stored = store.GetOrAddMetadata("identifiers", () => keyOfSeed ?? RandomNumberGenerator.GetBytes(32));
        if (keyOfSeed is not null && !stored.AsSpan().SequenceEqual(keyOfSeed))
        {
            var value = seed!.Value.ToString(CultureInfo.InvariantCulture);
            throw new ConfigurationException("Seed", value, "the seed that the database was created with, or another Data folder");
        }
        return new(stored);
    }

    static byte[] KeyOf(long seed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"KantanSim {seed}");
        return SHA256.HashData(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>The AccessID of a transaction as a number.</summary>
    /// <param name="use">
    /// The number of the transaction among those of the same order, from 1. An OrderID can be used again in some cases only.
    /// </param>
    public UInt128 AccessNumber(string shopId, string orderId, int use) =>
        BinaryPrimitives.ReadUInt128BigEndian(Hash("AccessID", shopId, OrderKey(orderId, use)));

    /// <summary>32 lower-case hexadecimal digits, as in all recordings.</summary>
    public static string AccessId(UInt128 accessNumber) => accessNumber.ToString("x32", CultureInfo.InvariantCulture);

    public string AccessPass(string accessId) => Hex("AccessPass", accessId);

    /// <summary>64 Base64 characters, as recorded for siblings.</summary>
    public string Token(string accessId) =>
        Convert.ToBase64String([.. Hash("Token", accessId, "1"), .. Hash("Token", accessId, "2").AsSpan(0, 16)]);

    /// <summary>The id of a wallet visit: the AccessID and 16 hexadecimal digits that nobody can guess.</summary>
    public string VisitId(string accessId) => accessId + Hex("Visit", accessId)[..16];

    /// <summary>The AccessID in a visit's id; null when the id is not valid.</summary>
    public string? AccessIdOf(string visitId)
    {
        if (visitId.Length != 48) return null;
        var accessId = visitId[..32];
        var isValid = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(VisitId(accessId)), Encoding.UTF8.GetBytes(visitId));
        return isValid ? accessId : null;
    }

    /// <summary>Up to 20 letters and digits.</summary>
    public string WalletOrderId(string accessId) => "RC" + Hex("Order", accessId)[..18].ToUpperInvariant();

    /// <summary>Up to 20 letters and digits.</summary>
    public string WalletContractId(string accessId) => "RK" + Hex("Contract", accessId)[..18].ToUpperInvariant();

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string CustomerId(string shopId, string memberId) => Convert.ToHexStringLower(Hash("Customer", shopId, memberId));

    /// <summary>A seed for random decisions about an order. It differs for each <paramref name="purpose"/>.</summary>
    public int RandomSeed(string shopId, string orderId, string purpose) =>
        BinaryPrimitives.ReadInt32BigEndian(Hash("Chance", shopId, orderId, purpose));

    /// <summary>Identifies the key without revealing it, 32 lower-case hexadecimal digits.</summary>
    public string KeyId => Hex("Key");

    static string OrderKey(string orderId, int use) =>
        use == 1 ? orderId : string.Create(CultureInfo.InvariantCulture, $"{orderId}\n{use}");

    string Hex(string kind, params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Hash(kind, parts).AsSpan(0, 16));

    byte[] Hash(string kind, params ReadOnlySpan<string> parts)
    {
        var hash = HashWithKey();
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts!)}"));
        return hash.GetHashAndReset();
    }

    IncrementalHash HashWithKey()
    {
        if (!ReferenceEquals(cached.Owner, this)) cached = (this, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        return cached.Hash;
    }
}
