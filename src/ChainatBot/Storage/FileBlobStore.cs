using System.Runtime.CompilerServices;
using System.Text;

namespace ChainatBot.Storage;

/// <summary>
/// Blobs as plain files of the same name under one folder, each with its content type in a second file beside it
/// (<c>name~type</c>). What was written is on the disk when the call returns.
/// </summary>
/// <remarks>A name can't also be the folder of another (<c>a</c> beside <c>a/b</c>); writing the second is an <see cref="ArgumentException"/>.</remarks>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private const string TypeSuffix = "~type";
    // No blob can have this name.
    private const string Unfinished = "~unfinished";
    private const int MoveTries = 10;
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string root;
    private readonly string unfinished;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim publishing = new(1);
    private bool swept;

    /// <param name="directory">Made on first use, for the owner alone.</param>
    public FileBlobStore(string directory, TimeProvider time)
    {
        root = Path.GetFullPath(directory);
        unfinished = Path.Combine(root, Unfinished);
        this.time = time;
    }

    public async Task WriteAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        var draft = Path.Combine(unfinished, Path.GetRandomFileName());
        var typeDraft = draft + TypeSuffix;
        try
        {
            DataDirectory.Create(root);
            DataDirectory.Create(unfinished);
            SweepOnce();
            await WriteDraftAsync(draft, content, cancellationToken).ConfigureAwait(false);
            using (var type = new MemoryStream(Encoding.UTF8.GetBytes(contentType)))
                await WriteDraftAsync(typeDraft, type, cancellationToken).ConfigureAwait(false);
            await publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                Publish(name, draft, typeDraft, contentType);
            }
            finally
            {
                publishing.Release();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(fault);
        }
        finally
        {
            TryDelete(draft);
            TryDelete(typeDraft);
        }
    }

    public async Task<Blob?> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        var file = FileOf(name);
        try
        {
            var type = await File.ReadAllTextAsync(file + TypeSuffix, cancellationToken).ConfigureAwait(false);
            var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 81_920, FileOptions.Asynchronous);
            return new Blob(content, type);
        }
        catch (Exception fault) when (IsMissing(fault, file))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(fault);
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobNames.Check(name);
        var file = FileOf(name);
        await publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!File.Exists(file)) return false;
            File.Delete(file);
            File.Delete(file + TypeSuffix);
            var folder = Path.GetDirectoryName(file)!;
            DurableFiles.FlushDirectory(folder);
            RemoveEmptyFolders(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(fault);
        }
        finally
        {
            publishing.Release();
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobNames.CheckPrefix(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var name in List(root, "", prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public void Dispose() => publishing.Dispose();

    private static async Task WriteDraftAsync(string draft, Stream content, CancellationToken cancellationToken)
    {
        var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 81_920, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    private void Publish(string name, string draft, string typeDraft, string contentType)
    {
        var file = FileOf(name);
        var folder = Path.GetDirectoryName(file)!;
        if (Directory.Exists(file) || PartsAbove(folder).Any(File.Exists))
            throw new ArgumentException($"“{name}” can't be a blob's name here: it, or a part of it, is a folder and a blob at once.", nameof(name));
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                // The old content must not be seen with the new type, not even after a crash between the two.
                if (File.Exists(file + TypeSuffix) && File.ReadAllText(file + TypeSuffix) != contentType) File.Delete(file);
                if (File.Exists(typeDraft)) File.Move(typeDraft, file + TypeSuffix, overwrite: true);
                File.Move(draft, file, overwrite: true);
                break;
            }
            catch (IOException fault) when (fault is DirectoryNotFoundException or FileNotFoundException && tries < MoveTries && File.Exists(draft))
            {
                // Another process has just removed the folder because it was empty.
            }
        }
        for (var changed = folder; changed.Length >= root.Length; changed = Path.GetDirectoryName(changed)!) DurableFiles.FlushDirectory(changed);
    }

    private IEnumerable<string> PartsAbove(string folder)
    {
        for (; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!) yield return folder;
    }

    private void RemoveEmptyFolders(string folder)
    {
        for (; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    private static IEnumerable<string> List(string folder, string path, string prefix)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(fault);
        }
        // A folder is placed as its names are, with the slash: a-b, a.b, a/b.
        var ordered = entries.Where(e => !e.Name.Contains('~', StringComparison.Ordinal))
            .Select(e => (Entry: e, Name: path + e.Name + (e is DirectoryInfo ? "/" : "")))
            .OrderBy(e => e.Name, StringComparer.Ordinal);
        foreach (var (entry, name) in ordered)
        {
            if (entry is not DirectoryInfo)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal)) yield return name;
            }
            else if (name.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(name, StringComparison.Ordinal))
            {
                foreach (var inner in List(entry.FullName, name, prefix)) yield return inner;
            }
        }
    }

    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref swept, true)) return;
        var before = time.GetUtcNow().UtcDateTime - Abandoned;
        // Another process may be writing there now; what is an hour old was left by a crash.
        foreach (var file in new DirectoryInfo(unfinished).EnumerateFiles())
            if (file.LastWriteTimeUtc < before) TryDelete(file.FullName);
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The sweep of a later start takes it.
        }
    }

    // A file where a folder is asked for (a/b under the blob a) is no blob either.
    private static bool IsMissing(Exception fault, string file) =>
        fault is FileNotFoundException or DirectoryNotFoundException || fault is IOException or UnauthorizedAccessException && !File.Exists(file);

    private static StorageUnavailableException Unavailable(Exception fault) => new("The media folder can't be used now.", fault);

    private string FileOf(string name) => Path.Combine(root, name);
}
