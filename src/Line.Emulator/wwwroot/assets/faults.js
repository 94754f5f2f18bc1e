import { api } from './api.js';
import { attempt, button, h, newId } from './dom.js';
import { icon } from './icons.js';
import { refreshFaults, state, subscribe } from './store.js';

const KINDS = [
  ['error-before', '500 ไม่ทำ', '500, not done'], ['error-after', '500 ทำแล้ว', 'done, then 500'],
  ['timeout-before', 'เงียบ ไม่ทำ', 'timeout, not done'], ['timeout-after', 'เงียบ ทำแล้ว', 'timeout, done'],
  ['rate-limit', '429 ถี่เกิน', 'rate limit'], ['monthly-limit', '429 โควตาหมด', 'monthly limit'],
  ['slow', 'ตอบช้า', 'slow'], ['content-not-ready', 'ไฟล์ยังไม่พร้อม', 'content 202'],
  ['duplicate', 'ส่งซ้ำ', 'webhook twice'], ['disorder', 'สลับลำดับ', 'webhooks swapped'], ['drop', 'ส่งไม่ถึง', 'webhook lost'],
];
const SETTINGS = [
  ['redelivery', 'ส่งเว็บฮุกซ้ำเมื่อไม่ถึง', 'redelivery'], ['verified', 'บัญชีรับรองแล้ว', 'verified account'], ['standby', 'มีระบบอื่นถือแชตอยู่', 'standby'],
  ['withoutUserId', 'ไม่บอกรหัสผู้ใช้ในกลุ่ม', 'no userId'], ['unknownFields', 'มีช่องข้อมูลแปลกใหม่', 'unknown fields'], ['shuffleProperties', 'สลับลำดับช่องข้อมูล', 'shuffled properties'], ['escapeEmoji', 'เข้ารหัสอิโมจิ', 'escaped emoji'],
];
const WORDS = new Map(KINDS.map(([kind, thai]) => [kind, thai]));

/** Trouble on demand: each press breaks the next call or webhook of its kind. */
export function faultsBox() {
  const active = h('ul', { class: 'active-faults', 'aria-label': 'ความขัดข้องที่รออยู่ (waiting faults)' });
  const id = newId('times');
  const times = h('input', { id, type: 'number', min: 1, max: 99, value: 1, data: { testid: 'fault-times' } });
  const switches = SETTINGS.map(([name, thai, english]) => {
    const input = h('input', { type: 'checkbox', data: { testid: `setting-${name}` }, on: { change: () => attempt(async () => Object.assign(state.settings, await api.settings({ [name]: input.checked }))) } });
    return { name, input, node: h('label', { class: 'filter' }, input, h('span', {}, `${thai} (${english})`)) };
  });
  const render = () => {
    for (const { name, input } of switches) input.checked = Boolean(state.settings[name]);
    active.replaceChildren(...state.faults.map(fault => h('li', { class: 'active-fault', data: { testid: 'active-fault', kind: fault.kind } },
      h('span', {}, WORDS.get(fault.kind) ?? fault.kind, fault.times > 1 ? ` × ${fault.times}` : '', fault.path ? ` ${fault.path}` : ''),
      button('fault-remove', icon('close', 14), () => attempt(async () => {
        // The control API clears all at once; the others are set again.
        await api.clearFaults();
        for (const { id: _, ...other } of state.faults.filter(one => one !== fault)) await api.addFault(other);
        await refreshFaults();
      }), { label: `เลิก ${WORDS.get(fault.kind) ?? fault.kind}` }))));
    active.hidden = state.faults.length === 0;
  };
  subscribe('faults', render);
  subscribe('bar', render);
  render();
  const add = kind => attempt(async () => {
    await api.addFault({ kind, times: Math.max(1, Number(times.value) || 1) });
    await refreshFaults();
  });
  return h('div', { class: 'faults-box' }, active,
    h('details', { class: 'faults', data: { testid: 'faults' } },
      h('summary', {}, 'ลองให้ขัดข้อง', h('small', { lang: 'en' }, 'Inject faults')),
      h('div', { class: 'fault-times' }, h('label', { for: id }, 'กี่ครั้ง (times)'), times),
      h('div', { class: 'fault-buttons' }, KINDS.map(([kind, thai, english]) => button('fault', [h('span', {}, thai), h('small', { lang: 'en' }, english)], () => add(kind), { data: { testid: `fault-${kind}` } }))),
      h('div', { class: 'settings', role: 'group', 'aria-label': 'ตั้งค่าแพลตฟอร์ม (platform settings)' }, switches.map(one => one.node))));
}
