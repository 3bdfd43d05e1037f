using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>What is left out of a saved row is what is as it is by itself, and never what has to be there.</summary>
public sealed class TransactionJsonTests
{
    public static TheoryData<string> Rows => [.. new[] { typeof(Transaction), typeof(Notification), typeof(ScheduledJob), typeof(TimelineEntry), typeof(PaymentRequest), typeof(Payment), typeof(Contract), typeof(Charge) }.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_is_required_and_can_be_nothing_is_written_all_the_same(string row)
    {
        var type = TransactionJson.Default.GetTypeInfo(typeof(Transaction).Assembly.GetType($"KantanSim.Transactions.{row}", throwOnError: true)!)!;
        var written = JsonNode.Parse(JsonSerializer.Serialize(RuntimeHelpers.GetUninitializedObject(type.Type), type))!.AsObject();
        Assert.Empty(type.Properties.Where(property => property.IsRequired && CanBeNothing(property.PropertyType)).Select(property => property.Name).Except(written.Select(property => property.Key)));
    }

    [Fact]
    public void A_line_beside_the_flow_is_read_as_one_and_takes_no_more_room_than_it_needs()
    {
        var line = new TimelineEntry { From = "simulator", To = "simulator", What = "plays scenario success", At = DateTimeOffset.UnixEpoch, RealAt = DateTimeOffset.UnixEpoch.AddDays(1) };
        var json = JsonSerializer.Serialize(line, TransactionJson.Default.TimelineEntry);
        Assert.Equal(["From", "To", "What", "At", "RealAt"], JsonNode.Parse(json)!.AsObject().Select(property => property.Key));
        Assert.Equal(line, JsonSerializer.Deserialize(json, TransactionJson.Default.TimelineEntry));
        Assert.Equal(9, JsonSerializer.Deserialize(JsonSerializer.Serialize(line with { Number = 9 }, TransactionJson.Default.TimelineEntry), TransactionJson.Default.TimelineEntry)!.Number);
    }

    [Fact]
    public void A_notification_s_fields_are_read_as_they_were()
    {
        var notification = new Notification
        {
            Transaction = 1, Index = 2, AccessId = "a", ShopId = "s", OrderId = "o", Status = new("AUTH"), CreatedAt = DateTimeOffset.UnixEpoch, Fields = [new("Status", "AUTH"), new("ErrCode", "")],
            Attempts = [new(DateTimeOffset.UnixEpoch, 0, "http://127.0.0.1/", AttemptResult.Received, 200, "0", "received") { Altered = [new("Status", "SALES")] }],
        };
        var json = JsonSerializer.Serialize(notification, TransactionJson.Default.Notification);
        Assert.Equal(["Transaction", "Index", "AccessId", "ShopId", "OrderId", "Status", "CreatedAt", "Fields", "Attempts"], JsonNode.Parse(json)!.AsObject().Select(property => property.Key));
        var read = JsonSerializer.Deserialize(json, TransactionJson.Default.Notification)!;
        Assert.Equal(notification.Fields, read.Fields);
        Assert.Equal(notification.Attempts[0].Altered!, read.Attempts[0].Altered!);
        Assert.Equal(notification.Attempts[0] with { Altered = null }, read.Attempts[0] with { Altered = null });
    }

    // A status, a time or a text never is.
    static bool CanBeNothing(Type type) => type.IsPrimitive || type.IsEnum;
}
