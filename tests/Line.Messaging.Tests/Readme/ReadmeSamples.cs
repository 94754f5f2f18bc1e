using Line.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReadmeSamples;

/// <summary>The README's samples, word for word; <see cref="ReadmeTests"/> compares and runs them.</summary>
internal static class Samples
{
    public static async Task ConsoleAsync(ServiceCollection services, string token, string userId)
    {
        services.AddLineMessaging(options => options.ChannelAccessToken = token);
        await using var provider = services.BuildServiceProvider();
        var line = provider.GetRequiredService<LineMessagingClient>();

        var sent = await line.PushMessageAsync(userId,
        [
            Message.Text("สวัสดีค่ะ วันนี้มีอะไรอยากบอกไหมคะ").WithQuickReply(
                QuickReply.Say("มีค่ะ"),
                QuickReply.Say("ไว้ก่อน")),
        ]);
        Console.WriteLine($"LINE took it as message {sent.SentMessages[0].Id}");
    }

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddLineMessaging(configuration);
    }

    public static void MapWebhook(WebApplication app, string channelSecret)
    {
        app.MapPost("/webhook", async (HttpRequest request, LineMessagingClient line, CancellationToken cancellationToken) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            var bytes = body.ToArray();
            if (!WebhookSignature.IsValid(bytes, request.Headers[WebhookSignature.HeaderName], channelSecret))
                return Results.Unauthorized();

            foreach (var happened in WebhookParser.Parse(bytes).Events)
            {
                if (happened is MessageEvent { ReplyToken: { } token, Message: TextMessageContent said })
                    await line.ReplyMessageAsync(token, [Message.Text($"คุณบอกว่า “{said.Text}” ใช่ไหมคะ")], cancellationToken: cancellationToken);
            }

            return Results.Ok();
        });
    }

    public static FlexMessage Card()
    {
        var card = Message.Flex("สรุปความคิดเห็น", Flex.Bubble(
            body: Flex.Box.Vertical(
                Flex.Text("ถนนหมู่ 3").Bold().Size("lg"),
                Flex.Text("มีคนพูดถึง 12 คน").Wrap()),
            footer: Flex.Box.Vertical(
                Flex.Button(LineAction.Postback("ดูต่อ", "more=road")))));
        return card;
    }

    public static async Task ErrorsAsync(LineMessagingClient line, string replyToken, Message message, Action<string> log)
    {
        try
        {
            await line.ReplyMessageAsync(replyToken, [message]);
        }
        catch (LineApiException error) when (error.Kind == LineErrorKind.InvalidReplyToken)
        {
            log("Too late, or answered already.");
        }
        catch (LineApiException error)
        {
            log($"{error.Message} {string.Join(", ", error.Details.Select(d => $"{d.Property}: {d.Message}"))}");
        }
        catch (LineException error) when (error.MayHaveLanded)
        {
            log("No answer, but the person may have got it: don't say it again.");
        }
    }

    public static async Task RetryAsync(LineMessagingClient line, string userId, Message message, Guid savedKey, Action<string> log)
    {
        var sent = await line.PushMessageAsync(userId, [message], new SendOptions { RetryKey = savedKey });
        if (sent.AlreadyAccepted)
            log("It had gone out before.");
    }

    public static void Validate(Message message, Action<string> log)
    {
        foreach (var violation in MessageValidator.Validate([message]))
            log($"{violation.Severity} {violation.Property}: {violation.Message}");
    }

    public static async Task ContentAsync(LineMessagingClient line, string messageId, Stream file, Action<string> log)
    {
        await using var content = await line.GetMessageContentAsync(messageId);
        switch (content)
        {
            case ContentResult.Ready ready:
                await ready.Stream.CopyToAsync(file);
                break;
            case ContentResult.Preparing:
                log("LINE still prepares it; ask again.");
                break;
            case ContentResult.Gone:
                log("The person took it back.");
                break;
            case ContentResult.NotFound:
                log("LINE doesn't have it any more.");
                break;
        }
    }

    public static async Task RichMenuAsync(LineMessagingClient line, RichMenu menu, byte[] picture)
    {
        var there = (await line.GetRichMenuListAsync()).FirstOrDefault(menu.HasSameContentAs);
        var id = there?.RichMenuId;
        if (id is null)
        {
            id = await line.CreateRichMenuAsync(menu);
            await line.SetRichMenuImageAsync(id, picture, menu.Size);
        }

        await line.SetDefaultRichMenuAsync(id);
    }
}
