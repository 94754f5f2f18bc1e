using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ChainatBot.Storage;

/// <summary>Blobs in one private container of Azure Blob Storage, made on first use.</summary>
public sealed class AzureBlobStore(BlobServiceClient service) : IBlobStore
{
    /// <summary>The container's name.</summary>
    public const string Container = "chainatbot";

    private const int OpenTries = 5;

    private readonly BlobContainerClient container = service.GetBlobContainerClient(Container);
    private volatile bool made;

    public Task WriteAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        return CallAsync(async () =>
        {
            // Before and not on demand: the content may be a stream that can be read once.
            if (!made)
            {
                await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken).ConfigureAwait(false);
                made = true;
            }
            return await container.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } }, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    public Task<Blob?> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        return CallAsync(async () =>
        {
            var blob = container.GetBlobClient(name);
            for (var tries = 1; ; tries++)
            {
                try
                {
                    var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                    var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = properties.Value.ETag } };
                    var content = await blob.OpenReadAsync(options, cancellationToken).ConfigureAwait(false);
                    return new Blob(new AzureBlobStream(content), properties.Value.ContentType);
                }
                catch (RequestFailedException fault) when (fault.Status == 404)
                {
                    return null;
                }
                catch (RequestFailedException fault) when (fault.Status == 412 && tries < OpenTries)
                {
                    // Replaced between the two calls: the type would be another content's.
                }
            }
        }, cancellationToken);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        return CallAsync(async () =>
        {
            try
            {
                return (await container.DeleteBlobIfExistsAsync(name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            }
            catch (RequestFailedException fault) when (fault.Status == 404)
            {
                return false;
            }
        }, cancellationToken);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobNames.CheckPrefix(prefix);
        string? continuation = null;
        do
        {
            var token = continuation;
            var page = await CallAsync(() => PageAsync(prefix, token, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (page is null) yield break;
            foreach (var blob in page.Values) yield return blob.Name;
            continuation = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuation));
    }

    private async Task<Page<BlobItem>?> PageAsync(string prefix, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            var pages = container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix.Length == 0 ? null : prefix }, cancellationToken).AsPages(continuation);
            await foreach (var page in pages.ConfigureAwait(false)) return page;
            return null;
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception fault) when (AzureFaults.IsUnavailable(fault, cancellationToken))
        {
            throw AzureFaults.Unavailable(fault);
        }
    }
}
