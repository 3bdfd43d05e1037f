using System.Globalization;
using KantanSim.Storage.Transfer;

namespace KantanSim.Notifications;

/// <content>Reading and replacing the charge results of a shop.</content>
internal sealed partial class ChargeResults
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        var found = KeysOf(shopId).Select(key => (Key: key, Result: rows.Find(key)!)).ToList();
        return found.Select(row => rows.Line(row.Key, row.Result));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var loaded = rowSet.Take(rows).ConvertAll(row => (Key: ParseKey(row.Key), Result: row.Row));
        if (shopId is not null && loaded.Exists(row => row.Result.ShopId != shopId))
            throw new FormatException($"it is of shop {shopId} and has a charge of another shop");
        return (writing, offset) =>
        {
            foreach (var key in KeysOf(shopId)) writing.Delete(rows, key);
            foreach (var (key, result) in loaded) writing.Put(rows, Key(key.Prefix, key.Number + offset, key.Index), result);
        };
    }

    // A ShopID consists of letters and digits, which are below ~.
    List<string> KeysOf(string? shopId) => shopId is null ? rows.KeysBetween("", "~") : rows.KeysBetween($"{shopId}/", $"{shopId}0");

    static (string Prefix, long Number, int Index) ParseKey(string key)
    {
        var slash = key.LastIndexOf('/');
        if (key[(slash + 1)..].Split('-') is [var first, var second]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return (key[..(slash + 1)], number, index);
        throw new FormatException($"\"{key}\" is not a key of charge_results");
    }
}
