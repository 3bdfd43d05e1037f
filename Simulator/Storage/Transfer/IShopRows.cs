namespace KantanSim.Storage.Transfer;

/// <summary>Puts rows into a unit of work in place of those that are there.</summary>
/// <param name="numberOffset">Added to each transaction number in the rows, and in their keys.</param>
internal delegate void RowReplacement(UnitOfWork work, long numberOffset);

/// <summary>
/// Rows that belong to shops and that a snapshot holds. Each part of the simulator that owns such rows implements it for its own tables.
/// </summary>
internal interface IShopRows
{
    /// <summary>The rows of a shop, as they are on disk. Collected at the call; the lines are made when they are enumerated.</summary>
    /// <param name="shopId">Null: of all shops.</param>
    IEnumerable<ExportLine> Read(string? shopId);

    /// <summary>
    /// Reads rows to put in place of those of a shop. The result runs alone in its commit (<see cref="Store.WriteAlone"/>), so that all
    /// earlier changes are on disk then.
    /// </summary>
    /// <param name="shopId">Null: of all shops.</param>
    /// <exception cref="FormatException">A row cannot be read, or is of another shop.</exception>
    RowReplacement Load(string? shopId, RowSet rows);
}
