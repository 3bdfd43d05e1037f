using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>Default values are not stored, except those of required properties.</summary>
public sealed class TransactionJsonTests
{
    public static TheoryData<string> Rows =>
    [
        nameof(Transaction), nameof(Notification), nameof(ScheduledJob), nameof(TimelineEntry),
        nameof(PaymentRequest), nameof(Payment), nameof(Contract), nameof(Charge),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Required_properties_are_written_even_with_a_default_value(string row)
    {
        var rowType = typeof(Transaction).Assembly.GetType($"KantanSim.Transactions.{row}", throwOnError: true)!;
        var type = TransactionJson.Default.GetTypeInfo(rowType)!;
        var json = JsonSerializer.Serialize(RuntimeHelpers.GetUninitializedObject(rowType), type);
        var written = JsonNode.Parse(json)!.AsObject().Select(property => property.Key);
        var required = type.Properties.Where(property => property.IsRequired && CanHaveDefaultValue(property.PropertyType));
        Assert.Empty(required.Select(property => property.Name).Except(written));
    }

    static readonly TimelineEntry Entry = new()
    {
        From = "simulator",
        To = "simulator",
        What = "plays scenario success",
        At = DateTimeOffset.UnixEpoch,
        RealAt = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    [Fact]
    public void A_timeline_entry_without_a_number_is_written_without_default_values()
    {
        var json = JsonSerializer.Serialize(Entry, TransactionJson.Default.TimelineEntry);
        Assert.Equal(["From", "To", "What", "At", "RealAt"], JsonNode.Parse(json)!.AsObject().Select(property => property.Key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void A_timeline_entry_is_read_as_it_was_written(int? number)
    {
        var entry = Entry with { Number = number };
        var json = JsonSerializer.Serialize(entry, TransactionJson.Default.TimelineEntry);
        Assert.Equal(entry, JsonSerializer.Deserialize(json, TransactionJson.Default.TimelineEntry));
    }

    [Fact]
    public void A_notification_is_read_with_the_fields_that_were_written()
    {
        var notification = new Notification
        {
            Transaction = 1,
            Index = 2,
            AccessId = "a",
            ShopId = "s",
            OrderId = "o",
            Status = new("AUTH"),
            CreatedAt = DateTimeOffset.UnixEpoch,
            Fields = [new("Status", "AUTH"), new("ErrCode", "")],
            Attempts =
            [
                new(DateTimeOffset.UnixEpoch, 0, "http://127.0.0.1/", AttemptResult.Received, 200, "0", "received")
                {
                    Altered = [new("Status", "SALES")],
                },
            ],
        };
        var json = JsonSerializer.Serialize(notification, TransactionJson.Default.Notification);
        Assert.Equal(
            ["Transaction", "Index", "AccessId", "ShopId", "OrderId", "Status", "CreatedAt", "Fields", "Attempts"],
            JsonNode.Parse(json)!.AsObject().Select(property => property.Key));
        var read = JsonSerializer.Deserialize(json, TransactionJson.Default.Notification)!;
        Assert.Equal(notification.Fields, read.Fields);
        Assert.Equal(notification.Attempts[0].Altered!, read.Attempts[0].Altered!);
        Assert.Equal(notification.Attempts[0] with { Altered = null }, read.Attempts[0] with { Altered = null });
    }

    // A required status, time or text never has the default value.
    static bool CanHaveDefaultValue(Type type) => type.IsPrimitive || type.IsEnum;
}
