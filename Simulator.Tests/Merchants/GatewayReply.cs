using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.Tests.Merchants;

/// <summary>The outcome of a gateway call: fields, or error codes, or the reason why there is no usable answer.</summary>
/// <param name="Fault">Null when the answer is usable. Otherwise it is unknown whether the gateway executed the call.</param>
internal sealed record GatewayReply(ImmutableDictionary<string, string> Fields, string? Fault)
{
    // Refusals that say that the call was made before, or that the payment is elsewhere: the search that follows tells which.
    static readonly string[] DoneBefore = ["M01004010", "M01004014", "M01054004"];

    // The wallet is away, under maintenance, or failed inside: nothing was done, and the same call may succeed later.
    static readonly string[] WalletAway = ["RC2000002", "RC2000102", "RC2000104", "RC2009999"];

    public string[] Errors => this["ErrInfo"].Split('|', StringSplitOptions.RemoveEmptyEntries);

    public bool IsSuccess => Fault is null && Errors.Length == 0;

    /// <summary>Whether the gateway says that it has no payment with this OrderID.</summary>
    public bool IsUnknownOrder => Fault is null && Errors is ["M01004002"];

    /// <summary>Whether the same call may be repeated after a pause, if a search shows that it was not executed.</summary>
    public bool CanRetry => Fault is not null || Errors.All(IsTemporary);

    /// <summary>Amount and tax in yen; -1 when one is not a number.</summary>
    public int Total => Yen("Amount") is var amount and >= 0 && Yen("Tax") is var tax and >= 0 ? amount + tax : -1;

    public string this[string name] => Fields.GetValueOrDefault(name, "");

    public static GatewayReply Unusable(string fault) => new(ImmutableDictionary<string, string>.Empty, fault);

    /// <summary>Parses the body of an HTTP 200 answer.</summary>
    /// <param name="required">A successful answer without one of these fields is unusable.</param>
    public static GatewayReply Read(ReadOnlySpan<byte> body, IEnumerable<string> required)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in ResponseBody.Read(body)) fields.TryAdd(name, value);
        var reply = new GatewayReply(fields.ToImmutable(), null);
        var missing = reply.IsSuccess ? required.FirstOrDefault(name => reply[name].Length == 0) : null;
        return missing is null ? reply : Unusable($"the answer has no {missing}");
    }

    public override string ToString() => Fault ?? (IsSuccess ? $"ok {this["Status"]}".TrimEnd() : this["ErrInfo"]);

    static bool IsTemporary(string error) =>
        error.StartsWith("E8", StringComparison.Ordinal) || error.StartsWith("E9", StringComparison.Ordinal)
        || DoneBefore.Contains(error) || WalletAway.Contains(error);

    int Yen(string name)
    {
        if (this[name].Length == 0) return 0;
        return int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : -1;
    }
}
