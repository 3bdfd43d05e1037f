using KantanSim.Storage;

namespace KantanSim.Consumers;

/// <summary>One set of the wallet's members.</summary>
/// <param name="shopId">The shop whose own members these are; null for the shared ones.</param>
internal sealed class MemberSet(Members members, Table<string, Member> rows, Store store, string? shopId)
{
    // No member id and no ShopID has it.
    const char Separator = '/';

    /// <summary>The shop whose own members these are; null for the shared ones.</summary>
    public string? ShopId => shopId;

    /// <summary>The shop of a row's key; null for a row of the shared set.</summary>
    public static string? ShopIdOf(string key) => key.IndexOf(Separator) is > 0 and var end ? key[..end] : null;

    /// <summary>Whether a row with this key is a member of the set.</summary>
    public bool Has(string key) => ShopIdOf(key) == shopId;

    public IEnumerable<Member> All() =>
        rows.Entries().Where(row => Has(row.Key)).Select(row => row.Value).OrderBy(member => member.Id, StringComparer.Ordinal);

    /// <summary>The member with this id or e-mail address, or null.</summary>
    public Member? Find(string idOrEmail) => (IsId(idOrEmail) ? rows.Find(Key(idOrEmail)) : null)
        ?? All().FirstOrDefault(member => member.Email.Equals(idOrEmail, StringComparison.OrdinalIgnoreCase));

    public Member? Find(UnitOfWork work, string id) => IsId(id) ? work.Find(rows, Key(id)) : null;

    public void Put(UnitOfWork work, Member member)
    {
        if (Find(work, member.Id)?.Password != member.Password) members.CountPasswordChange(work);
        work.Put(rows, Key(member.Id), member);
    }

    /// <summary>
    /// Adds or changes a member, based on its current state, which a payment may have changed. If the function throws, nothing is saved.
    /// </summary>
    /// <param name="change">Gets the current member, null when there is none, and all other members; returns the new one.</param>
    /// <returns>Null, with nothing saved, when the set's shop no longer exists.</returns>
    public Task<Member?> Change(string id, Func<Member?, IEnumerable<Member>, Member> change) => store.Write(work =>
    {
        if (!members.IsInUse(work, this)) return null;
        var others = work.Entries(rows).Where(row => Has(row.Key) && row.Value.Id != id).Select(row => row.Value);
        var after = change(Find(work, id), others);
        Put(work, after);
        return after;
    });

    public Task Delete(string id) => store.Write(work => work.Delete(rows, Key(id)));

    /// <summary>Replaces all members by the initial ones.</summary>
    /// <returns>False, with nothing saved, when the set's shop no longer exists.</returns>
    public Task<bool> Reset() => store.Write(work =>
    {
        if (!members.IsInUse(work, this)) return false;
        members.Reset(work, this);
        return true;
    });

    string Key(string id) => shopId is null ? id : $"{shopId}{Separator}{id}";

    static bool IsId(string text) => !text.Contains(Separator);
}
