using KantanSim.Check.Cases;

namespace KantanSim.Check.Judging;

/// <summary>Is told how a run goes on. Cases may run side by side. Thread-safe.</summary>
internal interface ICheckProgress
{
    /// <summary>A case begins.</summary>
    void Started(CheckCase check);

    /// <summary>A case has its verdict; also one that was never started.</summary>
    void Finished(CaseResult result);
}
