namespace KantanSim.Web;

/// <summary>The language of a page. The gateway's own pages are in both.</summary>
public enum Language
{
    Ja,
    En,
}
