using System.Reflection;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Protocol;

/// <summary>The catalogue of error codes (GatewayErrors).</summary>
public sealed class ErrorCatalogTests
{
    static readonly string[] Infos = [.. GatewayErrors.All.Select(row => row.Info)];

    [Fact]
    public void Code_has_one_row() => Assert.Equal(Infos.Distinct(StringComparer.Ordinal), Infos);

    [Fact]
    public void Rows_are_in_the_order_of_the_codes() => Assert.Equal(Infos.Order(StringComparer.Ordinal), Infos);

    [Fact]
    public void Named_code_has_a_row()
    {
        var named = typeof(GatewayErrors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ErrorCode))
            .Select(field => ((ErrorCode)field.GetValue(null)!).Info)
            .ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Infos));
    }

    [Fact]
    public void Alias_replaces_another_code_of_the_catalogue() => Assert.All(
        GatewayErrors.All.Where(row => row.AliasOf is not null),
        row =>
        {
            Assert.Contains(row.AliasOf, Infos);
            Assert.Equal(row.Info, new ErrorCode(row.AliasOf!).InFamily(CodeFamily.E01).Info);
        });

    [Fact]
    public void Code_outside_the_catalogue_is_its_own_meaning() => Assert.Equal("X01", GatewayErrors.Meaning("X01").En);
}
