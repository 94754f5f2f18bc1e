namespace ChainatBot.Storage;

/// <summary>The folder of the embedded store: database, media and keys. Only the account that runs the program may look into it.</summary>
public sealed class DataDirectory(string path)
{
    /// <summary>Absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string DatabaseFile => System.IO.Path.Combine(Path, "chainatbot.db");
    public string MediaDirectory => System.IO.Path.Combine(Path, "media");
    public string EmulatorChannelFile => System.IO.Path.Combine(Path, "emulator.channel");
    public string PrivacyKeyFile => System.IO.Path.Combine(Path, "privacy.key");

    /// <summary>Makes the folder if it is not there, readable by its owner alone (mode 0700 on Unix). One that is there is left as it is.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
