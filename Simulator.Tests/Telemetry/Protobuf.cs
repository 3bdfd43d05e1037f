using System.Text;

namespace KantanSim.Tests.Telemetry;

/// <summary>A protocol buffers message, read by field numbers; only length-delimited values.</summary>
internal sealed record Protobuf(ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The messages at a path of field numbers.</summary>
    public IEnumerable<Protobuf> At(params int[] path) => path is [] ? [this] : Fields()
        .Where(field => field.Number == path[0]).SelectMany(field => field.Value.At(path[1..]));

    public Protobuf One(params int[] path) => At(path).Single();

    List<(int Number, Protobuf Value)> Fields()
    {
        var fields = new List<(int, Protobuf)>();
        for (var at = 0; at < Bytes.Length;)
        {
            var tag = Number(ref at);
            ulong length = (tag & 7) switch
            {
                0 => Number(ref at) * 0,
                1 => 8UL,
                5 => 4UL,
                2 => Number(ref at),
                var kind => throw new InvalidDataException($"wire type {kind}"),
            };
            fields.Add(((int)(tag >> 3), new(Bytes.Slice(at, (int)length))));
            at += (int)length;
        }
        return fields;
    }

    ulong Number(ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = Bytes.Span[at++];
            number |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80) return number;
        }
    }
}
