namespace KantanSim.Mappings;

/// <summary>Log messages about mapping files.</summary>
internal static partial class MappingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping: {Error}")]
    public static partial void MappingFailed(ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping file: {Error}")]
    public static partial void MappingFileInvalid(ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mapping files could not be read")]
    public static partial void MappingsNotRead(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mapping files read: {Mappings} mappings from {Files} files, {Errors} errors")]
    public static partial void MappingsRead(ILogger log, int mappings, int files, int errors);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Mapping files in {Folder} are not watched, only checked when a request needs them: {Reason}")]
    public static partial void MappingsUnwatched(ILogger log, string folder, string reason);
}
