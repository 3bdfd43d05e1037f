namespace Aspire.Hosting;

/// <summary>The image that <c>docker build -t kantansim .</c> makes in KantanSim's repository.</summary>
internal static class KantanSimContainerImageTags
{
    public const string Image = "kantansim";
    public const string Tag = "latest";
}
