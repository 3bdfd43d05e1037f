namespace KantanSim.Evidence.Html;

/// <summary>Says in a few sentences what happened to a payment, why, and what comes next, as its page does.</summary>
internal interface IPaymentSentences
{
    PaymentAnswers Of(PaymentRecord record);
}
