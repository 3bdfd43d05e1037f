namespace KantanSim.Web;

/// <summary>The language of a page. The gateway's own pages speak both at once.</summary>
public enum Language
{
    Ja,
    En,
}
