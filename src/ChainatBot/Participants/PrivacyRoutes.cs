using ChainatBot.Scheduling;
using System.Security.Cryptography;
using System.Text;
using ChainatBot.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChainatBot.Participants;

/// <summary><c>/privacy</c>: the page behind “อ่านเพิ่ม”.</summary>
internal static class PrivacyRoutes
{
    internal const string Style = """
        body{margin:0;background:#f6f4ee;color:#222;font:18px/1.8 "Noto Sans Thai","Sarabun","Leelawadee UI",Thonburi,sans-serif}
        main{max-width:40rem;margin:0 auto;padding:1.25rem 1.25rem 3rem;background:#fff}
        h1{font-size:1.6rem;line-height:1.5;color:#06703a;margin:.5rem 0}h2{font-size:1.2rem;margin:1.6rem 0 .3rem;color:#06703a}
        .lead{font-size:1.25rem}ul{padding-left:1.3rem;margin:.3rem 0}li{margin:.35rem 0}section{margin-top:2.5rem;border-top:1px solid #ddd;font-size:.9rem}
        """;

    private static readonly string StylePolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddParticipants(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<Subscribers>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<Subscribers>());
        services.AddSingleton<Withdrawals>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<TeamMembers>();
        services.AddSingleton<Retention>();
        services.AddSingleton<IScheduledWork, RetentionWork>();
        return services;
    }

    public static void MapPrivacy(this WebApplication app)
    {
        app.MapGet("/privacy", (HttpContext context, IOptions<PrivacyOptions> options) =>
        {
            context.Response.Headers.ContentSecurityPolicy = StylePolicy;
            return new RazorComponentResult<PrivacyPage>(new { options.Value.MinimumGroupSize, options.Value.RetentionDays });
        });
        if (!app.Environment.IsDevelopment()) app.MapGet("/", () => Results.Redirect("/privacy"));
    }
}
