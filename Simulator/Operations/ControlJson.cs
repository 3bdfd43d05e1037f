using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KantanSim.Consumers;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The generated JSON code of the control API.</summary>
// Converters are attributes of the types: with one in the options the generated fast path is not used.
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(TransactionListing))]
[JsonSerializable(typeof(Listing<TransactionView>))]
[JsonSerializable(typeof(NotificationView))]
[JsonSerializable(typeof(AttemptView))]
[JsonSerializable(typeof(Listing<NotificationView>))]
[JsonSerializable(typeof(ScenarioView))]
[JsonSerializable(typeof(ScenarioListing))]
[JsonSerializable(typeof(FileFaultView))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(Listing<CallView>))]
[JsonSerializable(typeof(Listing<AdviceView>))]
[JsonSerializable(typeof(ArmView))]
[JsonSerializable(typeof(Listing<ArmView>))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(AdvanceView))]
[JsonSerializable(typeof(Shop))]
[JsonSerializable(typeof(Listing<Shop>))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Listing<Member>))]
[JsonSerializable(typeof(Listing<DepositView>))]
[JsonSerializable(typeof(ResetView))]
[JsonSerializable(typeof(SnapshotView))]
[JsonSerializable(typeof(Listing<SnapshotView>))]
[JsonSerializable(typeof(ConsumerView))]
[JsonSerializable(typeof(MerchantView))]
[JsonSerializable(typeof(PlayView))]
[JsonSerializable(typeof(Change))]
internal sealed partial class ControlJson : JsonSerializerContext;
