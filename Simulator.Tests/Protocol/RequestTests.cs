#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.Tests.Protocol;

/// <summary>Fields of the same name in a request.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("Ignored", "First", "1", "OrderID, Amount")]
    [InlineData("Ignored", "Last",  "3", "OrderID, Amount")]
    [InlineData("Exact",   "First", "1", "Amount")]
    [InlineData("Exact",   "Last",  "1", "Amount")]
    public void Repeated_field_is_listed_once_in_its_first_spelling(string fieldCase, string repeated, string orderId, string names)
    {
        var fields = FormBody.Read("OrderID=1&Amount=1&orderid=2&ORDERID=3&Amount=2&ShopID=s"u8);
        var request = new Request(fields, Enum.Parse<FieldCaseMode>(fieldCase), Enum.Parse<RepeatedFieldMode>(repeated));
        Assert.Equal((orderId, names), (request["OrderID"], string.Join(", ", request.Repeated)));
    }
}
