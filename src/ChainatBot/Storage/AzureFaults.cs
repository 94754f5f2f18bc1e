using Azure;
using Azure.Identity;

namespace ChainatBot.Storage;

/// <summary>Which of the Azure clients' errors mean that the account can't be reached now: all but those that are answers.</summary>
internal static class AzureFaults
{
    /// <param name="cancellationToken">The caller's: what it cancelled is no fault.</param>
    public static bool IsUnavailable(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        // After its last try the pipeline throws all tries together.
        AggregateException all => all.InnerExceptions.All(one => IsUnavailable(one, cancellationToken)),
        RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception fault) => fault is RequestFailedException { Status: > 0 } failed
        ? new($"Azure Storage answered {failed.Status} {failed.ErrorCode}.", fault)
        : new("Azure Storage can't be reached.", fault);
}
