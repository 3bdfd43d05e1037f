using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Ci;

/// <summary>A job that extends a hidden one of the GitLab template.</summary>
internal static class GitLabJob
{
    static readonly YamlNode Template = YamlNodes.File("docs/ci/gitlab/kantansim.gitlab-ci.yml");

    /// <summary>Runs the lines before and of the script in one shell, as GitLab does. What they started ends with it.</summary>
    /// <param name="name">The hidden job, such as <c>.kantansim</c>.</param>
    /// <param name="overridden">Variables that replace those of the template.</param>
    public static Task<DotnetRun> Run(CiRunner runner, string name, params (string Name, string Value)[] overridden)
    {
        var job = Template[name];
        var lines = job.Find("before_script").Texts().Concat(job["script"].Texts());
        return runner.Run(string.Join('\n', lines.Prepend("trap 'kill $(jobs -p) 2> /dev/null || true' EXIT")), Variables(job, overridden));
    }

    // A value may name other variables.
    static Dictionary<string, string> Variables(YamlNode job, (string Name, string Value)[] overridden)
    {
        var variables = job["variables"].Pairs().ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (name, value) in overridden) variables[name] = value;
        return variables.ToDictionary(pair => pair.Key, pair => variables.Aggregate(
            pair.Value, (text, other) => text.Replace($"${other.Key}", other.Value, StringComparison.Ordinal)));
    }
}
