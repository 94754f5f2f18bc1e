using System.Security.Cryptography;
using ChainatBot.Storage;

namespace ChainatBot.Privacy;

/// <summary>The key of a deployment that was given none: made once, and kept in a file that its owner alone can read.</summary>
internal static class PrivacyKeyFile
{
    /// <summary>The key in the file, which is made if it is not there. Processes that start at once agree on one.</summary>
    /// <exception cref="InvalidOperationException">The file holds no key.</exception>
    public static PrivacyKey LoadOrCreate(string file)
    {
        if (!File.Exists(file)) Create(file);
        return PrivacyKey.Parse(File.ReadAllText(file))
            ?? throw new InvalidOperationException($"The file {Path.GetFileName(file)} in the data directory holds no key. Put the right one back from a backup; without it what is stored can't be read.");
    }

    private static void Create(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        DataDirectory.Create(directory);
        var draft = Path.Combine(directory, $".{Path.GetFileName(file)}.{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var stream = new FileStream(draft, options))
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(PrivacyKey.Length)));
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }
            // The first process to get here decides; the others read its key.
            DurableFiles.TryPublish(draft, file);
            DurableFiles.FlushDirectory(directory);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
