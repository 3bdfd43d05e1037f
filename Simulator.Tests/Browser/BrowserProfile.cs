namespace KantanSim.Tests.Browser;

/// <summary>The two ways in which the pages are shown. Together they cover both languages, both layouts and both colour schemes.</summary>
public enum BrowserProfile
{
    /// <summary>English, 1280 px wide, light colours.</summary>
    English,

    /// <summary>Japanese, 390 px wide (a phone), dark colours.</summary>
    Japanese,
}
