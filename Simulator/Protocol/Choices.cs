using System.Collections.Immutable;

namespace KantanSim.Protocol;

/// <summary>Which family of codes tells of the common fields.</summary>
internal enum CodeFamily { M01, E01 }

internal enum PayTypeForm { Number, Letter }

internal enum ConsumerCancelForm { PayFail, AuthProcess }

internal enum WalletHopForm { Redirect, Post }

internal enum SalesAnswerForm { AccessId, OrderId, Both }

internal enum SearchForm { Short, Legacy }

internal enum OrderIdReuseForm { Never, AfterFailure }

internal enum CredentialErrorsForm { WithFieldErrors, OnlyWithout }

internal enum UnknownPairForm { BesideIds, Last }

internal enum LineEndForm { Crlf, Lf }

internal enum RepeatedFieldForm { First, Last }

internal enum FieldCaseForm { Ignored, Exact }

internal enum StartedStatusForm { AUTHPROCESS, PAYSTART, REQSUCCESS }

internal enum PaymentTermForm { StartLimit, WholePayment }

internal enum AfterSaleForm { Days, EndOfNextMonth }

internal enum UnusedAmountForm { Zero, Empty }

internal enum ForcedEndForm { CANCEL, END }

internal enum FirstChargeForm { AtSignUp, OnChargeDay }

internal enum ForbiddenForm { Full, SymbolsOnly, None }

/// <summary>A time of each day in Japan; one that ends before it begins goes over midnight.</summary>
internal readonly record struct DailyWindow(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);
}

/// <summary>
/// What nobody can confirm of the live service, as values: the server's, or a shop's own. <see cref="ChoiceTable"/> says of
/// each what it is about, what is allowed and how it is written. Days and seconds are simulated time.
/// </summary>
internal sealed record Choices
{
    public ImmutableArray<string> ReturnKeys { get; init; } = [];
    public bool CheckString { get; init; }
    public WalletHopForm WalletHop { get; init; }
    public StartedStatusForm StartedStatus { get; init; }
    public ConsumerCancelForm ConsumerCancel { get; init; }
    public PaymentTermForm PaymentTerm { get; init; }
    public int PaymentTermSeconds { get; init; } = 120;
    public int WalletMinutes { get; init; } = 30;
    public bool StartLimitDate { get; init; }
    public SalesAnswerForm SalesAnswer { get; init; }
    public int AuthorisationDays { get; init; } = 60;
    public int ExtensionClosesDays { get; init; }
    public AfterSaleForm AfterSale { get; init; }
    public int AfterSaleDays { get; init; } = 180;
    public int AnyOperationDays { get; init; } = 180;
    public bool ChangeUpward { get; init; }
    public DailyWindow? ChangeClosed { get; init; }
    public CodeFamily CodeFamily { get; init; }
    public PayTypeForm NotificationPayType { get; init; }
    public ImmutableArray<string> NotificationKeys { get; init; } = [];
    public ImmutableArray<string> NotifiedStatuses { get; init; } =
        ["REQSUCCESS", "AUTHPROCESS", "AUTH", "CAPTURE", "SALES", "REGISTER", "CANCEL", "PAYFAIL", "EXPIRED", "END"];
    public bool NotifyChanges { get; init; } = true;
    public bool ResendOnRefusal { get; init; } = true;
    public SearchForm Search { get; init; }
    public string SearchItemCode { get; init; } = "Empty";
    public string OrderTimeFormat { get; init; } = "yyyyMMddHHmmss";
    public string ExtensionDayFormat { get; init; } = "yyyyMMdd";
    public UnusedAmountForm UnusedAmount { get; init; }
    public ImmutableArray<int> ChargeDays { get; init; } = [10, 15, 20, 25, 31];
    public FirstChargeForm FirstCharge { get; init; }
    public bool ContractChangeUpward { get; init; } = true;
    public int ChargeCancelDays { get; init; } = 30;
    public bool ChargeNotification { get; init; }
    public LineEndForm ChargeFileLineEnd { get; init; }
    public string ChargeFileName { get; init; } = "RC_A_{ShopId}_{Date}.csv";
    public int ForcedEndAfterFailures { get; init; }
    public ForcedEndForm ForcedEnd { get; init; }
    public int StartErrorHttpStatus { get; init; } = 200;
    public int PointsUnit { get; init; } = 1;
    public ImmutableArray<string> PointsOnlyRefuses { get; init; } = ["RecruitChange", "RecruitUpdateAuth"];
    public int ItemNameBytes { get; init; } = 255;
    public int ReturnUrlLength { get; init; } = 2_048;
    public ForbiddenForm ForbiddenCharacters { get; init; }
    public int LargestAmount { get; init; } = 9_999_999;
    public OrderIdReuseForm OrderIdReuse { get; init; }
    public CredentialErrorsForm CredentialErrors { get; init; }
    public UnknownPairForm UnknownPair { get; init; }
    public FieldCaseForm FieldCase { get; init; }
    public RepeatedFieldForm RepeatedField { get; init; }
    public int ConcurrentCalls { get; init; }
    public int ConcurrentCallsPerShop { get; init; }
    public ImmutableArray<int> ClosingDays { get; init; } = [15, 31];

    /// <summary>The shop's own choices over these.</summary>
    public Choices For(Shop shop) => shop.Protocol.Count == 0 ? this : ChoiceTable.Apply(this, shop.Protocol);
}
