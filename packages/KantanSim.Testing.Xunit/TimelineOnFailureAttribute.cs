using System.Reflection;
using Xunit;
using Xunit.v3;

namespace KantanSim.Testing.Xunit;

/// <summary>
/// Writes the timelines of a failed test's payments to its output: those of the shops that
/// <see cref="KantanSimFixture.NewShopAsync(string)"/> has added. Stands on a method, a class or an assembly.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class TimelineOnFailureAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var context = TestContext.Current;
        if (TestTimelines.Take(test.UniqueID) is not { } timelines || context.TestState?.Result != TestResult.Failed) return;
        // xunit has no asynchronous form of this method. On a thread of the pool, because a test's own threads are few.
        context.TestOutputHelper?.WriteLine(Task.Run(timelines.Describe).GetAwaiter().GetResult());
    }
}
