namespace KantanSim.Advice.Rules.Calls;

/// <summary>Rules about the form of the calls.</summary>
internal static class CallsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new CallByGet(),
        new FieldsInQuery(),
        new FieldsInUtf8(),
        new ContentTypeNotForm(),
        new OrderIdReused(),
        new RegistrationInParallel(),
        new PaymentRequestRepeated(),
        new CredentialsMissing(),
        new RetryWithoutPause(),
        new HangWaitedLong(),
        new UnknownFieldSent(),
        new ClientFieldFlagWithoutFields(),
    ];
}
