using System.Collections.Immutable;

namespace KantanSim.Protocol;

/// <summary>The family of error codes for the common fields.</summary>
internal enum CodeFamily { M01, E01 }

internal enum PayTypeFormat { Number, Letter }

internal enum ConsumerCancelMode { PayFail, AuthProcess }

internal enum WalletHopMode { Redirect, Post }

internal enum SalesAnswerMode { AccessId, OrderId, Both }

internal enum SearchMode { Short, Legacy }

internal enum OrderIdReuseMode { Never, AfterFailure }

internal enum CredentialErrorsMode { WithFieldErrors, OnlyWithout }

internal enum UnknownPairMode { BesideIds, Last }

internal enum LineEnding { Crlf, Lf }

internal enum RepeatedFieldMode { First, Last }

internal enum FieldCaseMode { Ignored, Exact }

internal enum StartedStatusMode { AUTHPROCESS, PAYSTART, REQSUCCESS }

internal enum PaymentTermMode { StartLimit, WholePayment }

internal enum AfterSaleMode { Days, EndOfNextMonth }

internal enum UnusedAmountFormat { Zero, Empty }

internal enum ForcedEndMode { CANCEL, END }

internal enum FirstChargeMode { AtSignUp, OnChargeDay }

internal enum ForbiddenCharactersMode { Full, SymbolsOnly, None }

/// <summary>A daily time range in Japan, without its end. A range whose end is before its start spans midnight.</summary>
internal readonly record struct DailyWindow(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);
}

/// <summary>
/// Options for behaviour of the live service that cannot be confirmed, for the server or for one shop. <see cref="ProtocolOptionCatalog"/>
/// describes each option and its allowed values. Days, minutes and seconds are simulated time.
/// </summary>
internal sealed record ProtocolOptions
{
    public ImmutableArray<string> ReturnKeys { get; init; } = [];
    public bool CheckString { get; init; }
    public WalletHopMode WalletHop { get; init; }
    public StartedStatusMode StartedStatus { get; init; }
    public ConsumerCancelMode ConsumerCancel { get; init; }
    public PaymentTermMode PaymentTerm { get; init; }
    public int PaymentTermSeconds { get; init; } = 120;
    public int WalletMinutes { get; init; } = 30;
    public bool StartLimitDate { get; init; }
    public SalesAnswerMode SalesAnswer { get; init; }
    public int AuthorisationDays { get; init; } = 60;
    public int ExtensionClosesDays { get; init; }
    public AfterSaleMode AfterSale { get; init; }
    public int AfterSaleDays { get; init; } = 180;
    public int AnyOperationDays { get; init; } = 180;
    public bool ChangeUpward { get; init; }
    public DailyWindow? ChangeClosed { get; init; }
    public CodeFamily CodeFamily { get; init; }
    public PayTypeFormat NotificationPayType { get; init; }
    public ImmutableArray<string> NotificationKeys { get; init; } = [];
    public ImmutableArray<string> NotifiedStatuses { get; init; } =
        ["REQSUCCESS", "AUTHPROCESS", "AUTH", "CAPTURE", "SALES", "REGISTER", "CANCEL", "PAYFAIL", "EXPIRED", "END"];
    public bool NotifyChanges { get; init; } = true;
    public bool ResendOnRefusal { get; init; } = true;
    public SearchMode Search { get; init; }
    public string SearchItemCode { get; init; } = "Empty";
    public string OrderTimeFormat { get; init; } = "yyyyMMddHHmmss";
    public string ExtensionDayFormat { get; init; } = "yyyyMMdd";
    public UnusedAmountFormat UnusedAmount { get; init; }
    public ImmutableArray<int> ChargeDays { get; init; } = [10, 15, 20, 25, 31];
    public FirstChargeMode FirstCharge { get; init; }
    public bool ContractChangeUpward { get; init; } = true;
    public int ChargeCancelDays { get; init; } = 30;
    public bool ChargeNotification { get; init; }
    public LineEnding ChargeFileLineEnd { get; init; }
    public string ChargeFileName { get; init; } = "RC_A_{ShopId}_{Date}.csv";
    public int ForcedEndAfterFailures { get; init; }
    public ForcedEndMode ForcedEnd { get; init; }
    public int StartErrorHttpStatus { get; init; } = 200;
    public int PointsUnit { get; init; } = 1;
    public ImmutableArray<string> PointsOnlyRefuses { get; init; } = ["RecruitChange", "RecruitUpdateAuth"];
    public int ItemNameBytes { get; init; } = 255;
    public int ReturnUrlLength { get; init; } = 2_048;
    public ForbiddenCharactersMode ForbiddenCharacters { get; init; }
    public int LargestAmount { get; init; } = 9_999_999;
    public OrderIdReuseMode OrderIdReuse { get; init; }
    public CredentialErrorsMode CredentialErrors { get; init; }
    public UnknownPairMode UnknownPair { get; init; }
    public FieldCaseMode FieldCase { get; init; }
    public RepeatedFieldMode RepeatedField { get; init; }
    public int ConcurrentCalls { get; init; }
    public int ConcurrentCallsPerShop { get; init; }
    public ImmutableArray<int> ClosingDays { get; init; } = [15, 31];

    /// <summary>These options with the shop's own in place of them.</summary>
    public ProtocolOptions For(Shop shop) => shop.Protocol.Count == 0 ? this : ProtocolOptionCatalog.Apply(this, shop.Protocol);
}
