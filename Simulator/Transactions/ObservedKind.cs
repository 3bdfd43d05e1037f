namespace KantanSim.Transactions;

/// <summary>What was observed.</summary>
internal enum ObservedKind
{
    /// <summary>A merchant's call of an API.</summary>
    Call,
    /// <summary>A browser that opens StartURL.</summary>
    Start,
    /// <summary>The page that sends a browser back to RetURL.</summary>
    ReturnPage,
    /// <summary>The result that KantanSim posted to RetURL in place of a browser. The HTTP status is the merchant's.</summary>
    ReturnPost,
    /// <summary>The gateway's connectivity test. The HTTP status is the merchant's.</summary>
    ConnectivityTest,
    /// <summary>A request to no API, or one that a mapping file has answered.</summary>
    Other,
}

/// <summary>How a scenario kept a call's answer from the merchant. Hung: also when the merchant gave up during a delay.</summary>
internal enum AnswerFault { None, Hung, Dropped, HttpStatus, Garbled }
