namespace ChainatBot.Storage;

/// <summary>Media (voice, photos): small named blobs, in files or in Azure Blobs. Names are lower-case letters, digits, <c>-</c>, <c>.</c> and <c>/</c>; see <see cref="BlobNames"/>.</summary>
/// <remarks>
/// Breaking a name throws <see cref="ArgumentException"/>; a store that can't be reached throws
/// <see cref="StorageUnavailableException"/>, also from reading an open blob. A name must not also be the folder of another
/// (<c>a</c> beside <c>a/b</c>): files can't be that.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Writes the blob whole, replacing what was there; a crash in the middle leaves the old content or none.</summary>
    Task WriteAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>The content, which can be sought in, and its type, or null where there is none. The caller disposes.</summary>
    Task<Blob?> OpenAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>False where there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Names that start with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default);
}

/// <summary>An open blob.</summary>
public sealed record Blob(Stream Content, string ContentType) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
