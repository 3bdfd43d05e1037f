using System.Numerics;

namespace KantanSim.Transactions;

/// <summary>A set of payment numbers with one bit a number: a million numbers take 125 KB. Thread-safe.</summary>
internal sealed class NumberSet
{
    const int BitsPerWord = 64;

    readonly Lock sync = new();
    ulong[] words = [];

    public void Add(long number)
    {
        lock (sync)
        {
            var word = (int)(number / BitsPerWord);
            if (word >= words.Length) Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
            words[word] |= 1UL << (int)(number % BitsPerWord);
        }
    }

    public void Remove(long number)
    {
        lock (sync)
        {
            if (number / BitsPerWord < words.Length) words[number / BitsPerWord] &= ~(1UL << (int)(number % BitsPerWord));
        }
    }

    public void Clear()
    {
        lock (sync) words = [];
    }

    /// <summary>The lowest number of the set from <paramref name="number"/> on, or null.</summary>
    public long? From(long number)
    {
        lock (sync)
        {
            for (var word = (int)(number / BitsPerWord); word < words.Length; word++)
            {
                var left = words[word];
                if (word == number / BitsPerWord) left &= ulong.MaxValue << (int)(number % BitsPerWord);
                if (left != 0) return ((long)word * BitsPerWord) + BitOperations.TrailingZeroCount(left);
            }
            return null;
        }
    }
}
