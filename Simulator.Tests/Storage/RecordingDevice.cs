using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>
/// A disk in memory that knows what was synced. A power cut leaves what was synced, and of the later operations any: each one, or a part of it, may be lost.
/// </summary>
internal sealed class RecordingDevice(string name, PowerSupply power, byte[] content) : PageDevice
{
    const int Sector = 512;

    readonly Lock gate = new();
    readonly List<Action<MemoryStream, Random>> unsynced = [];
    readonly MemoryStream now = Of(content);
    MemoryStream durable = Of(content);

    public override string Name => name;

    public override long Length
    {
        get { lock (gate) return now.Length; }
    }

    public override int Read(Span<byte> bytes, long offset)
    {
        lock (gate)
        {
            now.Position = offset;
            return now.Read(bytes);
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        power.Tick();
        var written = bytes.ToArray();
        Do((disk, chance) => WriteSectors(disk, written, offset, chance));
    }

    public override void SetLength(long length)
    {
        power.Tick();
        Do((disk, _) => disk.SetLength(length));
    }

    public override void Sync()
    {
        power.Tick();
        lock (gate)
        {
            durable = Of(now.ToArray());
            unsynced.Clear();
        }
        power.Tick();
    }

    /// <summary>What is on the disk after a power cut in this moment.</summary>
    public byte[] AfterPowerCut(Random chance)
    {
        lock (gate)
        {
            var left = Of(durable.ToArray());
            foreach (var operation in unsynced)
                if (chance.Next(2) == 0) operation(left, chance);
            return left.ToArray();
        }
    }

    public override void Dispose() { }

    void Do(Action<MemoryStream, Random> operation)
    {
        lock (gate)
        {
            operation(now, PowerSupply.Steady);
            unsynced.Add(operation);
        }
    }

    // Sectors of 512 bytes are written whole, in any order.
    static void WriteSectors(MemoryStream disk, byte[] bytes, long offset, Random chance)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)Math.Min(bytes.Length - at, Sector - ((offset + at) % Sector));
            if (chance == PowerSupply.Steady || chance.Next(4) > 0)
            {
                disk.Position = offset + at;
                disk.Write(bytes.AsSpan(at, length));
            }
            at += length;
        }
    }

    static MemoryStream Of(byte[] content)
    {
        var stream = new MemoryStream();
        stream.Write(content);
        return stream;
    }
}

/// <summary>Fails once, before an operation of some number.</summary>
internal sealed class PowerSupply(int operations, Action fails)
{
    /// <summary>Stands for a disk on which every operation succeeds.</summary>
    public static readonly Random Steady = new(0);

    int left = operations;

    /// <summary>Fails once more.</summary>
    public void FailAfter(int operations) => left = operations;

    public void Tick()
    {
        if (Interlocked.Decrement(ref left) == 0) fails();
    }
}
