using ChainatBot.Hosting;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Tests.Storage;

/// <summary>The program's storage and privacy as the settings put them together.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class StorageServicesTests(AzuriteFixture azurite) : IDisposable
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKey = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

    private readonly TemporaryDirectory directory = new();
    private readonly List<string> warnings = [];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Without_a_connection_string_rows_media_and_key_are_in_the_data_folder()
    {
        await using (var app = await StartAsync())
        {
            Assert.IsType<SqliteTableStore>(app.Services.GetRequiredService<ITableStore>());
            Assert.IsType<FileBlobStore>(app.Services.GetRequiredService<IBlobStore>());
            using var content = new MemoryStream([1]);
            await app.Services.GetRequiredService<IBlobStore>().WriteAsync("a", content, "text/plain");
            await app.Services.GetRequiredService<ITableStore>().InsertAsync("Opinions", new TableRow("p", "r"));
        }
        Assert.True(File.Exists(directory.File("data/chainatbot.db")));
        Assert.True(File.Exists(directory.File("data/privacy.key")));
        Assert.True(File.Exists(directory.File("data/media/a")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.File("data")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File("data/privacy.key")));
        }
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task With_a_connection_string_both_stores_are_in_Azure_and_nothing_is_on_the_disk()
    {
        await using var app = await StartAsync(("ConnectionStrings:Storage", azurite.ConnectionString), ("Privacy:Key", Key));
        Assert.IsType<AzureTableStore>(app.Services.GetRequiredService<ITableStore>());
        Assert.IsType<AzureBlobStore>(app.Services.GetRequiredService<IBlobStore>());
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(app)).Status);
        Assert.False(Directory.Exists(directory.File("data")));
    }

    [Theory]
    [InlineData("https://account.table.core.windows.net", true)]
    [InlineData("https://account.table.core.windows.net/", true)]
    [InlineData("https://account.blob.core.windows.net", false)]
    [InlineData("http://account.table.core.windows.net", false)]
    [InlineData("AccountName=x", false)]
    [InlineData("nonsense", false)]
    public void The_storage_setting_is_a_connection_string_or_a_table_endpoint(string setting, bool good) => Assert.Equal(good, AzureAccount.Parse(setting) is not null);

    [Fact]
    public void The_blob_endpoint_is_that_of_the_same_account()
    {
        var account = AzureAccount.Parse("https://account.table.core.windows.net")!;
        Assert.Equal(("account.table.core.windows.net", "account.blob.core.windows.net"), (account.Tables.Uri.Host, account.Blobs.Uri.Host));
    }

    [Theory]
    [InlineData("ConnectionStrings:Storage", "nonsense", "ConnectionStrings__Storage")]
    [InlineData("ConnectionStrings:Storage", "UseDevelopmentStorage=true", "Privacy__Key")]
    [InlineData("Privacy:Key", "short", "Privacy__Key")]
    [InlineData("Privacy:Key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAA==", "Privacy__Key")]
    [InlineData("Privacy:MinimumGroupSize", "1", "Privacy__MinimumGroupSize")]
    [InlineData("Privacy:RetentionDays", "0", "Privacy__RetentionDays")]
    [InlineData("Storage:DataDirectory", " ", "Storage__DataDirectory")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string setting, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((setting, value)));
        Assert.Contains(fault.Failures, f => f.Contains(named, StringComparison.Ordinal));
        if (named == "Privacy__Key") Assert.Contains("openssl rand -base64 32", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value.Trim().Length > 1 ? value : "\0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_made_key_stays_and_a_given_one_comes_before_it()
    {
        string made;
        await using (var app = await StartAsync()) made = app.Services.GetRequiredService<PrivacyKey>().Fingerprint;
        await using (var app = await StartAsync()) Assert.Equal(made, app.Services.GetRequiredService<PrivacyKey>().Fingerprint);
        await using (var app = await StartAsync(("Storage:DataDirectory", directory.File("other")), ("Privacy:Key", Key)))
            Assert.Equal(PrivacyKey.Parse(Key)!.Fingerprint, app.Services.GetRequiredService<PrivacyKey>().Fingerprint);
        Assert.False(File.Exists(directory.File("other/privacy.key")));
    }

    [Fact]
    public async Task A_store_made_with_another_key_stops_the_start()
    {
        await using (await StartAsync(("Privacy:Key", Key))) { }
        await using (await StartAsync(("Privacy:Key", Key))) { }
        var fault = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(("Privacy:Key", OtherKey)));
        Assert.Contains("Privacy__Key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_is_healthy_when_it_writes_and_unhealthy_when_it_does_not()
    {
        await using (var app = await StartAsync()) Assert.Equal(HealthStatus.Healthy, (await HealthAsync(app)).Status);
        await File.WriteAllTextAsync(directory.File("broken"), "");
        using var blobs = new FileBlobStore(directory.File("media"), TimeProvider.System);
        await using var tables = new SqliteTableStore(Path.Combine(directory.File("broken"), "chainatbot.db"));
        var result = await new StorageHealthCheck(tables, blobs).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
    }

    [Fact]
    public async Task An_account_that_can_not_be_reached_does_not_answer_and_the_start_goes_on_with_a_warning()
    {
        // A port that was free a moment ago.
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var dead = azurite.ConnectionString.Split(';').Select(part => part.Contains("Endpoint=", StringComparison.Ordinal)
            ? System.Text.RegularExpressions.Regex.Replace(part, @":\d+/", $":{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/") : part);
        listener.Stop();
        await using var app = await StartAsync(("ConnectionStrings:Storage", string.Join(';', dead)), ("Privacy:Key", Key));
        Assert.Single(warnings, w => w.Contains("privacy key", StringComparison.Ordinal));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => app.Services.GetRequiredService<ITableStore>().InsertAsync("Opinions", new TableRow("p", "r")));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => app.Services.GetRequiredService<IBlobStore>().OpenAsync("a"));
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(app)).Status);
    }

    [Fact]
    public async Task A_cookie_that_one_replica_sealed_another_opens_and_the_store_does_not_hold_its_key()
    {
        string @sealed;
        await using (var one = await StartAsync()) @sealed = Protector(one).Protect("owner");
        await using (var other = await StartAsync())
        {
            Assert.Equal("owner", Protector(other).Unprotect(@sealed));
            var ring = (await other.Services.GetRequiredService<ITableStore>().QueryAsync("KeyRing", "keys")).Rows;
            Assert.Contains("FieldXmlDecryptor", Assert.Single(ring).GetString("Xml"), StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", ring[0].GetString("Xml"), StringComparison.Ordinal);
        }
        Assert.Empty(warnings);

        static IDataProtector Protector(WebApplication app) => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private async Task<WebApplication> StartAsync(params (string Setting, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = directory.Path });
        builder.Configuration["Storage:DataDirectory"] = directory.File("data");
        foreach (var (setting, value) in settings) builder.Configuration[setting] = value;
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Services.AddStorage();
        builder.Services.AddPrivacy();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Warnings(warnings));
        var app = builder.Build();
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static Task<HealthReport> HealthAsync(WebApplication app) => app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Tags.Contains("ready"));

    private sealed class Warnings(List<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Microsoft.Extensions.Diagnostics.HealthChecks", StringComparison.Ordinal) || categoryName.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)
            ? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance : this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (said) said.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
