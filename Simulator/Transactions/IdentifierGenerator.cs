using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>
/// The one source of identifiers. Each is a keyed hash of what it identifies, so the same key gives the same identifiers
/// whatever else happens in between, and nobody can guess one without the key. The key comes from the seed, or is drawn
/// once for a database.
/// </summary>
internal sealed class IdentifierGenerator(byte[] key)
{
    // To begin one with its key takes longer than to hash.
    [ThreadStatic]
    static (IdentifierGenerator By, IncrementalHash Hash) keyed;

    /// <summary>The identifiers of a database: from the seed, else from the database's own key.</summary>
    /// <exception cref="ConfigurationException">The database was made with another seed.</exception>
    public static IdentifierGenerator For(Store store, long? seed)
    {
        var wanted = seed is { } number ? SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"KantanSim {number}"))) : null;
        var kept = store.GetOrAddMetadata("identifiers", () => wanted ?? RandomNumberGenerator.GetBytes(32));
        if (wanted is not null && !kept.AsSpan().SequenceEqual(wanted))
            throw new ConfigurationException("Seed", seed!.Value.ToString(CultureInfo.InvariantCulture), "the seed that the database in Data was made with, or another Data folder");
        return new(kept);
    }

    /// <param name="use">Counts the transactions of the same order from 1: more than one only where an OrderID is free again.</param>
    public UInt128 AccessNumber(string shopId, string orderId, int use) => BinaryPrimitives.ReadUInt128BigEndian(Hash("AccessID", shopId, UsedAs(orderId, use)));

    /// <summary>32 lower-case hexadecimal digits, as in all recordings (protocol.md 2.0).</summary>
    public static string AccessId(UInt128 accessNumber) => accessNumber.ToString("x32", CultureInfo.InvariantCulture);

    public string AccessPass(string accessId) => Hex("AccessPass", accessId);

    /// <summary>64 Base64 characters, as recorded for siblings (protocol.md 2.0).</summary>
    public string Token(string accessId) =>
        Convert.ToBase64String([.. Hash("Token", accessId, "1"), .. Hash("Token", accessId, "2").AsSpan(0, 16)]);

    /// <summary>A wallet visit's id: the AccessID, and a hash that only the wallet can make.</summary>
    public string VisitId(string accessId) => accessId + Hex("Visit", accessId)[..16];

    /// <summary>The AccessID behind a visit's id, or null when the id is not one.</summary>
    public string? AccessIdOf(string visitId) =>
        visitId.Length == 48 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(VisitId(visitId[..32])), Encoding.UTF8.GetBytes(visitId))
            ? visitId[..32] : null;

    /// <summary>Up to 20 letters and digits (protocol.md 2.15).</summary>
    public string WalletOrderId(string accessId) => "RC" + Hex("Order", accessId)[..18].ToUpperInvariant();

    /// <summary>Up to 20 letters and digits (protocol.md 2.15).</summary>
    public string WalletContractId(string accessId) => "RK" + Hex("Contract", accessId)[..18].ToUpperInvariant();

    /// <summary>64 lower-case hexadecimal digits (protocol.md 2.15).</summary>
    public string CustomerId(string shopId, string memberId) => Convert.ToHexStringLower(Hash("Customer", shopId, memberId));

    /// <summary>A number to begin chance with.</summary>
    public int RandomSeed(string shopId, string orderId, string moment) => BinaryPrimitives.ReadInt32BigEndian(Hash("Chance", shopId, orderId, moment));

    static string UsedAs(string orderId, int use) => use == 1 ? orderId : string.Create(CultureInfo.InvariantCulture, $"{orderId}\n{use}");

    string Hex(string kind, params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Hash(kind, parts).AsSpan(0, 16));

    byte[] Hash(string kind, params ReadOnlySpan<string> parts)
    {
        var hash = Keyed();
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts!)}"));
        return hash.GetHashAndReset();
    }

    IncrementalHash Keyed()
    {
        if (!ReferenceEquals(keyed.By, this)) keyed = (this, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        return keyed.Hash;
    }
}
