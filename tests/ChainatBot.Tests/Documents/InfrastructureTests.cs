using System.Diagnostics;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Documents;

public sealed class InfrastructureTests
{
    [Fact]
    public async Task The_cloud_templates_compile_without_a_warning()
    {
        Assert.True(File.Exists(BicepCompiler.Path), $"The bicep compiler is not at {BicepCompiler.Path}; restore the solution first (`dotnet restore`).");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(BicepCompiler.Path, File.GetUnixFileMode(BicepCompiler.Path) | UnixFileMode.UserExecute);
        using var bicep = Process.Start(new ProcessStartInfo(BicepCompiler.Path, ["build", Path.Combine(RepositoryRoot.Directory, "infra", "main.bicep"), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = bicep.StandardOutput.ReadToEndAsync();
        var problems = await bicep.StandardError.ReadToEndAsync();
        await bicep.WaitForExitAsync();

        // Type errors are warnings with exit code 0: any line at all is a failure.
        Assert.Equal("", problems);
        Assert.Contains("Microsoft.App/containerApps", await output, StringComparison.Ordinal);
    }
}
