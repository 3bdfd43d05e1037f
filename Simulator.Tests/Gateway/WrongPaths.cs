namespace KantanSim.Tests.Gateway;

/// <summary>Request targets that are meant for the gateway but are not exactly one of its paths, as sent.</summary>
internal static class WrongPaths
{
    public static readonly string[] All =
    [
        // Suffix.
        "/payment/EntryTranRecruit", "/payment/EntryTranRecruit.", "/payment/EntryTranRecruit.idpass", "/payment/EntryTranRecruit.IdPass",
        "/payment/EntryTranRecruit.json", "/payment/EntryTranRecruit.do", "/payment/EntryTranRecruit.idPas",
        "/payment/EntryTranRecruitidPass",
        "/payment/EntryTranRecruit.idPass.idPass", "/payment/EntryTranRecruit.idPass;v=1", "/payment/.idPass",
        // Name.
        "/payment/entrytranrecruit.idPass", "/payment/entrytranrecruit.idpass", "/payment/entrytranrecruit",
        "/payment/EntryTranRecuit.idPass",
        "/payment/SearchTradMulti.idPass",
        // Slashes, white space and separators.
        "/payment/EntryTranRecruit.idPass/", "/payment/EntryTranRecruit/", "/payment//EntryTranRecruit.idPass",
        "//payment/EntryTranRecruit.idPass",
        "/payment/EntryTranRecruit.idPass//", "/payment%2FEntryTranRecruit.idPass", "/payment/EntryTranRecruit.idPass%20",
        "/payment/%20EntryTranRecruit.idPass", "/payment/EntryTranRecruit%20.idPass", "/payment/EntryTranRecruit.idPass%0A",
        "/payment/EntryTranRecruit.idPass%3FOrderID=1", "/payment/EntryTranRecruit.idPass&ShopPass=kantansim1",
        // Prefix.
        "/EntryTranRecruit.idPass", "/EntryTranRecruit", "/Payment/EntryTranRecruit.idPass", "/PAYMENT/EntryTranRecruit.idPass",
        "/pay/EntryTranRecruit.idPass", "/payment/payment/EntryTranRecruit.idPass", "/v1/payment/EntryTranRecruit.idPass",
        "/payment/EntryTranRecruit.idPass/more", "/api/EntryTranRecruit.idPass",
        // Pages for the consumer's browser.
        "/payment/RecruitStart", "/payment/recruitstart.idPass", "/payment/RecruitStart.idpass", "/payment/RecruitStart.idPass/",
        "/payment/RecruitStrat.idPass", "/payment/return", "/payment/return/", "/payment/return/none", "/payment/return/none/more",
        // Paths that are not similar to any of KantanSim.
        "/payment/EntryTran.idPass", "/payment/EntryTran", "/pay/EntryTran.idPass", "/payment", "/payment/", "/payment/x/y",
    ];
}
