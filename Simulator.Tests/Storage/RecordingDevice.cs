using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>
/// A disk in memory that knows what was synced. After a power cut the synced state is there; each later operation, or a part of it, may be
/// lost.
/// </summary>
internal sealed class RecordingDevice(string name, PowerSupply power, byte[] content) : PageDevice
{
    const int SectorBytes = 512;

    readonly Lock gate = new();
    readonly List<Action<MemoryStream, Random>> unsynced = [];
    readonly MemoryStream current = StreamOf(content);
    MemoryStream durable = StreamOf(content);

    public override string Name => name;

    public override long Length
    {
        get { lock (gate) return current.Length; }
    }

    public override int Read(Span<byte> bytes, long offset)
    {
        lock (gate)
        {
            current.Position = offset;
            return current.Read(bytes);
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        power.Tick();
        var written = bytes.ToArray();
        Apply((disk, random) => WriteSectors(disk, written, offset, random));
    }

    public override void SetLength(long length)
    {
        power.Tick();
        Apply((disk, _) => disk.SetLength(length));
    }

    public override void Sync()
    {
        power.Tick();
        lock (gate)
        {
            durable = StreamOf(current.ToArray());
            unsynced.Clear();
        }
        power.Tick();
    }

    /// <summary>The content of the disk after a power cut now.</summary>
    public byte[] AfterPowerCut(Random random)
    {
        lock (gate)
        {
            var left = StreamOf(durable.ToArray());
            foreach (var operation in unsynced)
                if (random.Next(2) == 0) operation(left, random);
            return left.ToArray();
        }
    }

    public override void Dispose() { }

    void Apply(Action<MemoryStream, Random> operation)
    {
        lock (gate)
        {
            operation(current, PowerSupply.Steady);
            unsynced.Add(operation);
        }
    }

    // A disk writes a sector of 512 bytes as a whole. Some sectors of a write may be lost.
    static void WriteSectors(MemoryStream disk, byte[] bytes, long offset, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)Math.Min(bytes.Length - at, SectorBytes - ((offset + at) % SectorBytes));
            if (random == PowerSupply.Steady || random.Next(4) > 0)
            {
                disk.Position = offset + at;
                disk.Write(bytes.AsSpan(at, length));
            }
            at += length;
        }
    }

    static MemoryStream StreamOf(byte[] content)
    {
        var stream = new MemoryStream();
        stream.Write(content);
        return stream;
    }
}

/// <summary>Counts disk operations, and fails once before the one with a given number; never if it is 0.</summary>
internal sealed class PowerSupply(int operations, Action fail)
{
    /// <summary>Passed instead of a random generator to write everything.</summary>
    public static readonly Random Steady = new(0);

    int left = operations;

    /// <summary>Fails once more, before the given operation from now on.</summary>
    public void FailAfter(int operations) => left = operations;

    public void Tick()
    {
        if (Interlocked.Decrement(ref left) == 0) fail();
    }
}
