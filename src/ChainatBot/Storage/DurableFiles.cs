using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ChainatBot.Storage;

/// <summary>
/// Makes a rename last through a power cut: on Unix the folder is flushed too, which .NET has no call for. NTFS journals
/// names by itself.
/// </summary>
internal static class DurableFiles
{
    private const int ReadOnly = 0;

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

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
