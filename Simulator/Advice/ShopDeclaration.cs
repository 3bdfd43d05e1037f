using KantanSim.Protocol;

namespace KantanSim.Advice;

/// <summary>
/// What a shop has declared about the advice. Kept when the shop is deleted, as long as its payments are: without it, rules that were off
/// would come back.
/// </summary>
/// <param name="Off">The rules that are off, by id, each with the reason.</param>
internal sealed record ShopDeclaration(IReadOnlyDictionary<string, string> Off, ResultSource ResultFrom)
{
    public static ShopDeclaration Of(Shop shop) => new(shop.Advice, shop.ResultFrom);
}
