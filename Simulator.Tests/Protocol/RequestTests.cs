using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.Tests.Protocol;

public sealed class RequestTests
{
    [Theory]
    [InlineData("Ignored", "First", "1", "OrderID, Amount")]
    [InlineData("Ignored", "Last",  "3", "OrderID, Amount")]
    [InlineData("Exact",   "First", "1", "Amount")]
    [InlineData("Exact",   "Last",  "1", "Amount")]
    public void Repeated_fields_are_known_once_each_as_they_were_spelled_first(string fieldCase, string repeated, string orderId, string names)
    {
        var request = new Request(FormBody.Read("OrderID=1&Amount=1&orderid=2&ORDERID=3&Amount=2&ShopID=s"u8), Enum.Parse<FieldCaseMode>(fieldCase), Enum.Parse<RepeatedFieldMode>(repeated));
        Assert.Equal((orderId, names), (request["OrderID"], string.Join(", ", request.Repeated)));
    }
}
