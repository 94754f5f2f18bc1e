using System.Net.Http.Headers;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

/// <summary>The operations of LINE's messaging-api.yml, by host.</summary>
public sealed class OperationTests
{
    private const string Api = """
        GET /v2/bot/channel/webhook/endpoint
        PUT /v2/bot/channel/webhook/endpoint
        POST /v2/bot/channel/webhook/test
        POST /v2/bot/message/reply
        POST /v2/bot/message/push
        POST /v2/bot/message/multicast
        POST /v2/bot/message/narrowcast
        POST /v2/bot/message/broadcast
        GET /v2/bot/message/progress/narrowcast
        POST /v2/bot/message/validate/reply
        POST /v2/bot/message/validate/push
        POST /v2/bot/message/validate/multicast
        POST /v2/bot/message/validate/narrowcast
        POST /v2/bot/message/validate/broadcast
        GET /v2/bot/message/quota
        GET /v2/bot/message/quota/consumption
        GET /v2/bot/message/delivery/reply
        GET /v2/bot/message/delivery/push
        GET /v2/bot/message/delivery/multicast
        GET /v2/bot/message/delivery/broadcast
        GET /v2/bot/message/delivery/pnp
        GET /v2/bot/message/aggregation/info
        GET /v2/bot/message/aggregation/list
        GET /v2/bot/profile/U1
        GET /v2/bot/followers/ids
        GET /v2/bot/info
        GET /v2/bot/group/C1/summary
        GET /v2/bot/group/C1/members/count
        GET /v2/bot/group/C1/members/ids
        GET /v2/bot/group/C1/member/U1
        POST /v2/bot/group/C1/leave
        GET /v2/bot/room/R1/members/count
        GET /v2/bot/room/R1/members/ids
        GET /v2/bot/room/R1/member/U1
        POST /v2/bot/room/R1/leave
        POST /v2/bot/richmenu
        POST /v2/bot/richmenu/validate
        GET /v2/bot/richmenu/list
        GET /v2/bot/richmenu/1
        DELETE /v2/bot/richmenu/1
        POST /v2/bot/user/all/richmenu/1
        GET /v2/bot/user/all/richmenu
        DELETE /v2/bot/user/all/richmenu
        POST /v2/bot/user/U1/richmenu/1
        GET /v2/bot/user/U1/richmenu
        DELETE /v2/bot/user/U1/richmenu
        POST /v2/bot/richmenu/bulk/link
        POST /v2/bot/richmenu/bulk/unlink
        POST /v2/bot/richmenu/batch
        POST /v2/bot/richmenu/validate/batch
        GET /v2/bot/richmenu/progress/batch
        POST /v2/bot/richmenu/alias
        GET /v2/bot/richmenu/alias/a
        POST /v2/bot/richmenu/alias/a
        DELETE /v2/bot/richmenu/alias/a
        GET /v2/bot/richmenu/alias/list
        POST /v2/bot/user/U1/linkToken
        POST /v2/bot/message/markAsRead
        POST /v2/bot/chat/markAsRead
        POST /v2/bot/chat/loading/start
        POST /bot/pnp/push
        GET /v2/bot/membership/subscription/U1
        GET /v2/bot/membership/list
        GET /v2/bot/membership/1/users/ids
        GET /v2/bot/coupon
        POST /v2/bot/coupon
        GET /v2/bot/coupon/1
        PUT /v2/bot/coupon/1/close
        """;

    private const string Data = """
        GET /v2/bot/message/1/content
        GET /v2/bot/message/1/content/preview
        GET /v2/bot/message/1/content/transcoding
        GET /v2/bot/richmenu/1/content
        POST /v2/bot/richmenu/1/content
        """;

    [Fact]
    public async Task Every_operation_is_there_on_its_own_host_alone_and_never_fails_by_itself()
    {
        await using var bench = await Bench.StartAsync();
        var operations = Api.Split('\n').Select(o => (o, false)).Concat(Data.Split('\n').Select(o => (o, true))).ToList();
        Assert.Equal(73, operations.Count);
        foreach (var (operation, data) in operations)
        {
            var (method, path) = (new HttpMethod(operation.Split(' ')[0]), operation.Split(' ')[1].Trim());
            Assert.NotEqual(500, (await SendAsync(data)).Status);
            Assert.True(bench.Line.Calls[^1].Operation is not null, $"{operation} is missing");
            Assert.Equal(404, (await SendAsync(!data)).Status);
            Assert.Null(bench.Line.Calls[^1].Operation);
            Task<Answer> SendAsync(bool toData) => bench.SendAsync(method, path, data: toData,
                content: method.Method is "POST" or "PUT" ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : null);
        }
    }

    [Theory]
    [InlineData("""{"to":1}""")]
    [InlineData("""{"to":null,"messages":null}""")]
    [InlineData("""{"to":"U1","messages":{}}""")]
    [InlineData("""{"to":["U1"],"messages":[null]}""")]
    [InlineData("""{"to":"U1","messages":[[],1,"x",true]}""")]
    [InlineData("""{"to":"U1","messages":[{"type":5}]}""")]
    [InlineData("""{"to":"U1","messages":[{"type":"template","altText":"x","template":{"type":"carousel","columns":[null,{"actions":{}}]}}]}""")]
    [InlineData("""{"to":"U1","messages":[{"type":"flex","altText":"x","contents":{"type":"bubble","hero":{"type":[]},"body":{"type":"box","layout":{},"contents":[{"type":{}}]}}}]}""")]
    [InlineData("""{"to":"U1","messages":[{"type":"text","text":"$","emojis":[{"index":1.0},{"index":-1},7]}]}""")]
    [InlineData("""{"to":"U1","messages":[{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":5}}}]}""")]
    [InlineData("""{"chatId":"U1","loadingSeconds":20.0,"richMenuId":"x","userIds":[1],"operations":[{"type":"link"}],"messages":[]}""")]
    public async Task Whatever_comes_is_refused_and_not_a_fault_of_the_emulator(string body)
    {
        await using var bench = await Bench.StartAsync(o => o.RateLimitsEnabled = false);
        foreach (var operation in Api.Split('\n').Where(o => !o.StartsWith("GET", StringComparison.Ordinal) && !o.StartsWith("DELETE", StringComparison.Ordinal)))
        {
            var answer = await bench.SendAsync(new HttpMethod(operation.Split(' ')[0]), operation.Split(' ')[1].Trim(), content: new StringContent(body, new MediaTypeHeaderValue("application/json")));
            Assert.True(answer.Status < 500, $"{operation}: {bench.Line.Violations[^1].Message}");
        }
    }
}
