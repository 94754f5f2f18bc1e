using ChainatBot.Storage;

namespace ChainatBot.Hosting;

/// <summary>Where the program's own emulator is and with which secret and token it is spoken to, for verbs in another terminal. Readable by its owner alone.</summary>
internal sealed class EmulatorChannelFile(DataDirectory directory)
{
    /// <summary>Null where no server has run, or where the file is not one of ours.</summary>
    public (string Address, string Secret, string Token)? Read()
    {
        try
        {
            return File.ReadAllLines(directory.EmulatorChannelFile) is [var address, var secret, var token] ? (address, secret, token) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string address, string secret, string token)
    {
        DataDirectory.Create(directory.Path);
        var draft = directory.EmulatorChannelFile + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            foreach (var line in (ReadOnlySpan<string>)[address, secret, token]) writer.WriteLine(line);
        File.Move(draft, directory.EmulatorChannelFile, overwrite: true);
    }
}
