using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Digests;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Groups;
using ChainatBot.Helping;
using ChainatBot.Imports;
using ChainatBot.Opinions;
using ChainatBot.Outcomes;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.RichMenus;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;
using Line.Messaging;

namespace ChainatBot.Hosting;

/// <summary>Puts the program together: each feature brings its own services and routes.</summary>
public static class Server
{
    /// <param name="serves">False for a verb, which needs the services but serves nobody.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null, bool serves = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            // Settings, flows and pages travel beside the program; only the data directory is the caller's.
            ContentRootPath = AppContext.BaseDirectory,
        });
        QuietLogging.Apply(builder.Logging);
        var emulator = DevelopmentEmulator.Prepare(builder, serves);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSettings(builder.Configuration);
        builder.Services.AddStorage();
        builder.Services.AddPrivacy();
        builder.Services.AddLineMessaging(builder.Configuration);
        builder.Services.AddFlows();
        builder.Services.AddParticipants();
        builder.Services.AddOpinions();
        builder.Services.AddSurveys();
        builder.Services.AddForums();
        builder.Services.AddPriorities();
        builder.Services.AddConversations();
        builder.Services.AddGroups();
        builder.Services.AddHelping();
        builder.Services.AddImports();
        builder.Services.AddOutcomes();
        builder.Services.AddDigests();
        builder.Services.AddSummaries();
        builder.Services.AddRichMenus();
        builder.Services.AddScheduling();
        builder.Services.AddAnnouncements();
        builder.Services.AddWebhooks();
        builder.Services.AddHealth();
        builder.Services.AddTelemetry(builder.Configuration);
        emulator?.AddServices(builder.Services);

        configure?.Invoke(builder);
        var app = builder.Build();
        app.UsePages();
        app.MapWebhooks();
        app.MapHealth();
        app.MapPrivacy();
        app.MapForums();
        emulator?.Map(app);
        return app;
    }

    /// <summary>Serves until stopped. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            SettingsServices.RequireChannel(app.Configuration);
            app.Lifetime.ApplicationStarted.Register(() => Announce(app));
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static void Announce(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        var lines = app.Environment.IsDevelopment()
            ? string.Create(CultureInfo.InvariantCulture, $"""

                ChainatBot is running.
                  Phones (a LINE of your own):  {address}/emulator
                  What villagers agree to:      {address}/privacy
                  Webhook:                      {address}/webhook
                Stop with Ctrl+C.

                """)
            : $"ChainatBot is running at {address}; the webhook is {address}/webhook.";
        Console.WriteLine(lines);
    }
}
