// Calls the emulator with LINE's own clients and holds what comes back against what the SDK's types promise.
// Argument: JSON with api, data, token, user, other, group, replyToken, image, imageId, audioId, menuImage (base64), markAsReadToken.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { messagingApi, HTTPFetchError } from "@line/bot-sdk";

const given = JSON.parse(process.argv[2]);
const client = new messagingApi.MessagingApiClient({ baseURL: given.api, channelAccessToken: given.token });
const blob = new messagingApi.MessagingApiBlobClient({ baseURL: given.data, channelAccessToken: given.token });
const text = (value) => ({ type: "text", text: value });
const bytesOf = async (stream) => Buffer.concat(await stream.toArray());

async function refused(call, status, message) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof HTTPFetchError, String(error));
    assert.equal(error.status, status, error.body);
    if (message !== undefined) assert.equal(JSON.parse(error.body).message, message);
    assert.ok(error.headers.get("x-line-request-id"));
    return error;
  }
  assert.fail(`expected ${status}`);
}

// Sending.
const reply = await client.replyMessage({ replyToken: given.replyToken, messages: [text("ตอบ"), text("อีกข้อความ")] });
assert.equal(reply.sentMessages.length, 2);
assert.match(reply.sentMessages[0].id, /^\d+$/);
await refused(() => client.replyMessage({ replyToken: given.replyToken, messages: [text("ซ้ำ")] }), 400, "Invalid reply token");
const key = randomUUID();
const push = await client.pushMessageWithHttpInfo({ to: given.user, messages: [text("ประกาศ")] }, key);
const again = await refused(() => client.pushMessage({ to: given.user, messages: [text("ประกาศ")] }, key), 409, "The retry key is already accepted");
assert.equal(again.headers.get("x-line-accepted-request-id"), push.httpResponse.headers.get("x-line-request-id"));
assert.deepEqual(JSON.parse(again.body).sentMessages, push.body.sentMessages);
assert.deepEqual(await client.multicast({ to: [given.user, given.other], messages: [text("ถึงสองคน")] }, randomUUID()), {});
assert.deepEqual(await client.broadcast({ messages: [text("ถึงทุกคน")] }, randomUUID()), {});
const narrowcast = await client.narrowcastWithHttpInfo({ messages: [text("ถึงบางคน")], limit: { max: 1 } }, randomUUID());
assert.equal(narrowcast.httpResponse.status, 202);
const progress = await client.getNarrowcastProgress(narrowcast.httpResponse.headers.get("x-line-request-id"));
assert.deepEqual([progress.phase, progress.successCount, progress.targetCount], ["succeeded", 1, 1]);
await refused(() => client.pushMessage({ to: "U" + "0".repeat(32), messages: [text("ใคร")] }), 400, "Failed to send messages");
const long = await refused(() => client.pushMessage({ to: given.user, messages: [text("ก".repeat(5001))] }), 400, "The request body has 1 error(s)");
assert.equal(JSON.parse(long.body).details[0].property, "messages[0].text");
for (const validate of ["validateReply", "validatePush", "validateMulticast", "validateNarrowcast", "validateBroadcast"])
  await client[validate]({ messages: [text("ดี")] });

// Quota and counts.
assert.deepEqual(await client.getMessageQuota(), { type: "limited", value: 300 });
assert.deepEqual(await client.getMessageQuotaConsumption(), { totalUsage: 1 + 2 + 2 + 1 });
for (const count of ["getNumberOfSentReplyMessages", "getNumberOfSentPushMessages", "getNumberOfSentMulticastMessages", "getNumberOfSentBroadcastMessages"])
  assert.equal((await client[count]("20261122")).status, "ready");
assert.equal((await client.getAggregationUnitUsage()).numOfCustomAggregationUnits, 0);
assert.deepEqual((await client.getAggregationUnitNameList()).customAggregationUnits, []);

// People.
assert.equal((await client.getProfile(given.user)).userId, given.user);
await refused(() => client.getProfile("U" + "f".repeat(32)), 404, "Not found");
await refused(() => client.getFollowers(), 403, "Access to this API is not available for your account");
assert.equal((await client.getBotInfo()).chatMode, "bot");
assert.ok((await client.issueLinkToken(given.user)).linkToken);
await client.showLoadingAnimation({ chatId: given.user, loadingSeconds: 20 });
await client.markMessagesAsReadByToken({ markAsReadToken: given.markAsReadToken });
assert.equal((await client.getGroupSummary(given.group)).groupId, given.group);
assert.equal((await client.getGroupMemberCount(given.group)).count, 1);
assert.equal((await client.getGroupMemberProfile(given.group, given.user)).userId, given.user);
await refused(() => client.getGroupMembersIds(given.group), 403);
await refused(() => client.getMembershipList(), 404);
assert.deepEqual((await client.listCoupon()).items, []);

// Content.
assert.equal((await bytesOf(await blob.getMessageContent(given.imageId))).toString("base64"), given.image);
assert.equal((await bytesOf(await blob.getMessageContentPreview(given.imageId))).toString("base64"), given.image);
assert.equal((await blob.getMessageContentTranscodingByMessageId(given.audioId)).status, "succeeded");
await refused(() => blob.getMessageContent("1"), 404, "not found");

// Rich menus.
const menu = {
  size: { width: 800, height: 540 }, selected: true, name: "เมนูหลัก", chatBarText: "เริ่มใช้งานเมนูนี้",
  areas: [{ bounds: { x: 0, y: 0, width: 800, height: 540 }, action: { type: "message", label: "ช่วยเหลือ", text: "ช่วยเหลือ" } }],
};
await client.validateRichMenuObject(menu);
const { richMenuId } = await client.createRichMenu(menu);
await refused(() => client.setDefaultRichMenu(richMenuId), 400, "must upload richmenu image before applying it to user");
const picture = () => new Blob([Buffer.from(given.menuImage, "base64")], { type: "image/png" });
await blob.setRichMenuImage(richMenuId, picture());
await refused(() => blob.setRichMenuImage(richMenuId, picture()), 400, "An image has already been uploaded to the richmenu");
assert.equal((await bytesOf(await blob.getRichMenuImage(richMenuId))).toString("base64"), given.menuImage);
assert.equal((await client.getRichMenu(richMenuId)).chatBarText, menu.chatBarText);
assert.equal((await client.getRichMenuList()).richmenus.length, 1);
await client.setDefaultRichMenu(richMenuId);
assert.equal((await client.getDefaultRichMenuId()).richMenuId, richMenuId);
await client.createRichMenuAlias({ richMenuAliasId: "main", richMenuId });
await refused(() => client.createRichMenuAlias({ richMenuAliasId: "main", richMenuId }), 400, "conflict richmenu alias id");
await client.updateRichMenuAlias("main", { richMenuId });
assert.equal((await client.getRichMenuAlias("main")).richMenuId, richMenuId);
assert.equal((await client.getRichMenuAliasList()).aliases.length, 1);
await client.linkRichMenuIdToUser(given.user, richMenuId);
assert.equal((await client.getRichMenuIdOfUser(given.user)).richMenuId, richMenuId);
await client.unlinkRichMenuIdFromUser(given.user);
await refused(() => client.getRichMenuIdOfUser(given.user), 404);
await client.linkRichMenuIdToUsers({ richMenuId, userIds: [given.user, given.other] });
await client.unlinkRichMenuIdFromUsers({ userIds: [given.other] });
await client.validateRichMenuBatchRequest({ operations: [{ type: "unlinkAll" }] });
const batch = await client.richMenuBatchWithHttpInfo({ operations: [{ type: "unlinkAll" }] });
assert.equal((await client.getRichMenuBatchProgress(batch.httpResponse.headers.get("x-line-request-id"))).phase, "succeeded");
await client.cancelDefaultRichMenu();
await client.deleteRichMenuAlias("main");
await client.deleteRichMenu(richMenuId);
await refused(() => client.getRichMenu(richMenuId), 404, "richmenu not found");

// The webhook's address, tried last.
assert.equal((await client.testWebhookEndpoint({})).success, true);
assert.equal((await client.getWebhookEndpoint()).active, true);
await client.setWebhookEndpoint({ endpoint: "https://example.com/webhook" });
await refused(() => client.setWebhookEndpoint({ endpoint: "http://example.com/webhook" }), 400, "Invalid webhook endpoint URL");
const stranger = new messagingApi.MessagingApiClient({ baseURL: given.api, channelAccessToken: "wrong" });
await refused(() => stranger.getBotInfo(), 401);
console.log("all as LINE's SDK expects");
