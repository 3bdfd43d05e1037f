namespace KantanSim.Mappings;

/// <summary>Log messages about mapping files.</summary>
internal static partial class MappingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping: {What}")]
    public static partial void MappingFailed(ILogger log, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping file: {Fault}")]
    public static partial void MappingFault(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mapping files could not be read")]
    public static partial void MappingsNotRead(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mapping files read: {Mappings} mappings of {Files} files, {Faults} faults")]
    public static partial void MappingsRead(ILogger log, int mappings, int files, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping files in {Folder} are not watched, only looked at when a request needs them: {Why}")]
    public static partial void MappingsUnwatched(ILogger log, string folder, string why);
}
