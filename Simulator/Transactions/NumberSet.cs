using System.Numerics;

namespace KantanSim.Transactions;

/// <summary>A set of payment numbers, a bit each: a million take 125 KB. Safe for many threads.</summary>
internal sealed class NumberSet
{
    const int Bits = 64;

    readonly Lock gate = new();
    ulong[] words = [];

    public void Add(long number)
    {
        lock (gate)
        {
            var word = (int)(number / Bits);
            if (word >= words.Length) Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
            words[word] |= 1UL << (int)(number % Bits);
        }
    }

    public void Remove(long number)
    {
        lock (gate)
        {
            if (number / Bits < words.Length) words[number / Bits] &= ~(1UL << (int)(number % Bits));
        }
    }

    public void Clear()
    {
        lock (gate) words = [];
    }

    /// <summary>The lowest number from one on, or null.</summary>
    public long? From(long number)
    {
        lock (gate)
        {
            for (var word = (int)(number / Bits); word < words.Length; word++)
            {
                var left = words[word];
                if (word == number / Bits) left &= ulong.MaxValue << (int)(number % Bits);
                if (left != 0) return ((long)word * Bits) + BitOperations.TrailingZeroCount(left);
            }
            return null;
        }
    }
}
