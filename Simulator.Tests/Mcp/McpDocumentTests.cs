using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Mcp;

/// <summary>docs/mcp.md and its Japanese counterpart list the tools as the server does.</summary>
public sealed partial class McpDocumentTests
{
    [Theory]
    [InlineData("docs/mcp.md", "reads", "adds", "changes")]
    [InlineData("docs/ja/mcp.md", "読み取り", "追加", "変更")]
    public async Task Document_lists_every_tool_with_its_effect(string document, string reads, string adds, string changes)
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var connection = await McpConnection.Open(simulated);
        var tools = await connection.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var listed = tools.Select(tool => tool.ProtocolTool).Select(tool => (tool.Name, tool.Annotations switch
        {
            { ReadOnlyHint: true } => reads,
            { DestructiveHint: true } => changes,
            _ => adds,
        }));
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, document), TestContext.Current.CancellationToken);
        Assert.Equal(listed.Order(), Row().Matches(text).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order());
    }

    // | `list_payments` | what it does | reads |
    [GeneratedRegex(@"(?m)^\| `(\w+)` \|.*\| (\S+) \|$")]
    private static partial Regex Row();
}
