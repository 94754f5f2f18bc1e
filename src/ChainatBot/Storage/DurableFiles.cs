using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ChainatBot.Storage;

/// <summary>
/// What .NET has no call for on Unix: making a rename last through a power cut (NTFS journals names by itself), and giving
/// a file its name only if nobody has it.
/// </summary>
internal static class DurableFiles
{
    private const int ReadOnly = 0;
    private const int Exists = 17;

    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), ReadOnly);
        if (descriptor < 0) throw new IOException("A folder can't be opened to be flushed.", new Win32Exception(Marshal.GetLastPInvokeError()));
        try
        {
            // EINVAL: a file system that has no such notion.
            if (Flush(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error and not 22) throw new IOException("A folder can't be flushed.", new Win32Exception(error));
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Gives a finished draft its name, whole and at once. False where another file has the name; that one is left as it is.</summary>
    public static bool TryPublish(string draft, string file)
    {
        // File.Move looks whether the name is free and then renames, so that two processes can both find it free; a link can't be made twice.
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(draft + '\0'), Encoding.UTF8.GetBytes(file + '\0')) == 0) return true;
            if (Marshal.GetLastPInvokeError() == Exists) return false;
            // A file system without links: what is left is the small gap.
        }
        try
        {
            File.Move(draft, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(byte[] existing, byte[] added);
}
