namespace ChainatBot.Hosting;

/// <summary>What holds for every page: nothing is sniffed, framed, or told to other sites.</summary>
internal static class Pages
{
    public static void UsePages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            await next(context);
        });
    }
}
