using System.Collections.Immutable;
using KantanSim.Wire;

namespace KantanSim.Tests.Merchants;

/// <summary>A form that the gateway or the browser has posted. Nothing in it is trusted. Unknown fields do no harm.</summary>
internal sealed record ShopMessage(ImmutableDictionary<string, string> Fields)
{
    public string ShopId => this["ShopID"];

    public string OrderId => this["OrderID"];

    public string AccessId => this["AccessID"];

    public string Status => this["Status"];

    public bool IsConnectivityTest => this["ErrInfo"] == "E00000000";

    /// <summary>Whether the claimed status is a result, and not a step on the way to it.</summary>
    public bool HasResult => Status is not ("" or "UNPROCESSED" or "REQSUCCESS" or "AUTHPROCESS");

    public string this[string name] => Fields.GetValueOrDefault(name, "");

    /// <summary>Parses a percent-encoded CP932 form. Of a field that comes twice, the first counts.</summary>
    public static ShopMessage Read(ReadOnlySpan<byte> form)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in FormBody.Read(form)) fields.TryAdd(field.Name, field.Value);
        return new(fields.ToImmutable());
    }
}
