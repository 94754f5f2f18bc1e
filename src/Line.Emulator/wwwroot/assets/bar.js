import { api } from './api.js';
import { attempt, button, h, toast } from './dom.js';
import { icon } from './icons.js';
import { state } from './store.js';

let parts;

/** Draws the top bar once, then keeps what it tells up to date (buttons keep the focus). */
export function renderBar(node, acts) {
  parts ??= build(node, acts);
  const { bot, webhook, quota, link } = state;
  parts.name.textContent = bot.displayName || 'เครื่องจำลอง LINE';
  document.title = `${bot.displayName || 'LINE'} · โทรศัพท์จำลอง`;
  parts.basicId.textContent = bot.basicId ?? '';
  const light = webhookState(webhook);
  parts.webhook.className = `status status-${light.kind}`;
  parts.webhookText.textContent = light.text;
  parts.webhook.title = `${webhook?.url ?? ''}\nกดเพื่อลองส่ง Verify (press to send Verify)`;
  const limited = quota?.type === 'limited';
  parts.quota.textContent = limited ? `${quota.used} / ${quota.value}` : `${quota?.used ?? 0} / ∞`;
  parts.meter.hidden = !limited;
  parts.meter.value = limited && quota.value > 0 ? Math.min(1, quota.used / quota.value) : 0;
  parts.lost.hidden = link !== 'lost';
}

function webhookState(webhook) {
  if (!webhook?.url) return { kind: 'idle', text: 'ยังไม่ตั้ง' };
  const time = webhook.lastMilliseconds != null ? ` · ${Math.round(webhook.lastMilliseconds)} ms` : '';
  if (webhook.lastStatus == null) return { kind: 'idle', text: 'ยังไม่เคยส่ง' };
  if (webhook.lastStatus === 0) return { kind: 'bad', text: `${webhook.lastReason === 'dropped' ? 'ส่งไม่ถึง' : 'ไม่ตอบ'}${time}` };
  return { kind: webhook.lastStatus < 300 ? 'good' : 'bad', text: `${webhook.lastStatus}${time}` };
}

function build(node, { addVillager, addGroup, reset }) {
  const name = h('h1', { class: 'bar-name' });
  const basicId = h('span', { class: 'bar-id' });
  const webhookText = h('span', { class: 'status-text' });
  const webhook = button('status', [h('i', { class: 'light', 'aria-hidden': 'true' }), h('span', { class: 'status-label' }, 'เว็บฮุก (webhook)'), webhookText], verify, { data: { testid: 'webhook-status' } });
  const quota = h('b', { data: { testid: 'quota' } });
  const meter = h('meter', { min: 0, max: 1, high: 0.8, optimum: 0, 'aria-label': 'โควตาที่ใช้ไป (quota used)' });
  const lost = h('div', { class: 'lost', role: 'alert', hidden: true }, 'ขาดการเชื่อมต่อ กำลังต่อใหม่… (reconnecting)');
  node.replaceChildren(
    h('div', { class: 'bar-title' }, h('span', { class: 'bar-mark', 'aria-hidden': 'true' }, icon('smile', 22)), h('div', { class: 'bar-names' }, name, h('p', {}, 'โทรศัพท์จำลอง ', basicId))),
    h('div', { class: 'bar-state' }, webhook, h('div', { class: 'quota', title: 'ข้อความที่นับในโควตาเดือนนี้ (messages counted this month / limit)' }, h('span', { class: 'status-label' }, 'โควตา (quota)'), quota, meter)),
    h('div', { class: 'bar-buttons' },
      button('bar-button main', [icon('plus', 18), h('span', {}, 'เพิ่มชาวบ้าน'), h('small', { lang: 'en' }, 'Add a villager')], addVillager, { data: { testid: 'add-villager' } }),
      button('bar-button', [icon('people', 18), h('span', {}, 'กลุ่ม'), h('small', { lang: 'en' }, 'Group')], addGroup, { data: { testid: 'add-group' } }),
      button('bar-button round', icon('reset', 18), reset, { label: 'เริ่มใหม่ทั้งหมด (reset)', data: { testid: 'reset' } })),
    lost);
  return { name, basicId, webhook, webhookText, quota, meter, lost };
}

function verify() {
  return attempt(async () => {
    const result = await api.verifyWebhook();
    const taken = result.lastStatus >= 200 && result.lastStatus < 300;
    toast(taken ? `เว็บฮุกตอบ ${result.lastStatus}` : `เว็บฮุกไม่รับ (${result.lastStatus || result.lastReason || 'ไม่ตอบ'})`, taken ? 'info' : 'error');
  });
}
