namespace KantanSim.Tests.Browser;

/// <summary>The two browser configurations of the tests. Together they cover both languages, layouts and colour schemes.</summary>
public enum BrowserProfile
{
    /// <summary>English, 1280 px wide, light colours.</summary>
    English,

    /// <summary>Japanese, 390 px wide (a phone), dark colours.</summary>
    Japanese,
}
