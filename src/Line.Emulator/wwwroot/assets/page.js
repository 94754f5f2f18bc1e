// The desk: phones side by side, tabs where the screen is narrow, what is shown when there is nobody yet.
import { api } from './api.js';
import { attempt, button, h } from './dom.js';
import { icon } from './icons.js';
import { renderBar } from './bar.js';
import { CallsPanel } from './calls.js';
import { GroupPhone } from './group.js';
import { UserPhone } from './phone.js';
import { portrait } from './pictures.js';
import { chatOf, keepGroup, keepUser, start, state, subscribe } from './store.js';
import { newGroup, newVillager } from './words.js';

/** A desk with more phones than this can't be watched; the others are taken out of the drawer one by one. */
const MOST_PHONES = 10;

const stage = document.getElementById('stage');
const tabs = document.getElementById('tabs');
const phones = new Map();
const panel = new CallsPanel(document.getElementById('calls'));
let active = null;

async function addVillager() {
  const user = await attempt(() => api.addUser(newVillager([...state.users.values()].map(one => one.displayName))));
  if (!user) return;
  keepUser(user);
  takeOut(user.userId);
}

async function addGroup() {
  const group = await attempt(async () => {
    let made = await api.addGroup(newGroup([...state.groups.values()].map(one => one.name)));
    for (const userId of [...state.users.keys()].slice(0, MOST_PHONES)) made = await api.join(made.groupId, userId);
    return made;
  });
  if (!group) return;
  keepGroup(group);
  takeOut(group.groupId);
}

async function reset() {
  const dialog = document.getElementById('reset-dialog');
  dialog.showModal();
}

/** Puts a phone on the desk, and the one longest there away when it is full. */
function takeOut(id) {
  setUp(id);
  show(id);
}

function setUp(id) {
  const chat = chatOf(id);
  if (phones.has(id) || !chat) return;
  while (phones.size >= MOST_PHONES) putAway(phones.keys().next().value);
  const phone = chat.groupId ? new GroupPhone(chat) : new UserPhone(chat);
  phones.set(id, phone);
  phone.caption.append(button('put-away', icon('close', 16), () => {
    putAway(id);
    layOut();
  }, { label: 'เก็บโทรศัพท์เครื่องนี้ไว้ก่อน' }));
  stage.append(phone.node);
  phone.timeline.toEnd();
}

function putAway(id) {
  phones.get(id)?.close();
  phones.delete(id);
  if (active === id) active = phones.keys().next().value ?? null;
}

function show(id) {
  active = id;
  document.body.dataset.view = 'phones';
  layOut();
  phones.get(id)?.node.scrollIntoView({ behavior: 'smooth', inline: 'nearest', block: 'nearest' });
  phones.get(id)?.timeline.toEnd();
}

function showCalls() {
  document.body.dataset.view = 'calls';
  layOut();
}

// After a snapshot every chat is a new object: phones on the desk go on with the new one.
function onChats({ all, added }) {
  if (all) {
    for (const [id, phone] of [...phones]) {
      const chat = chatOf(id);
      if (!chat) putAway(id);
      else {
        phone.chat = chat;
        phone.renderAll();
      }
    }
  }
  for (const id of all ? [...state.users.keys(), ...state.groups.keys()] : [added]) {
    if (phones.size < MOST_PHONES) setUp(id);
  }
  layOut();
}

function layOut() {
  const ids = [...phones.keys()];
  if (!phones.has(active)) active = ids[0] ?? null;
  for (const [id, phone] of phones) phone.node.classList.toggle('active', id === active);
  stage.querySelector('.welcome')?.remove();
  if (ids.length === 0) stage.append(state.loaded ? welcome() : loading());
  const inDrawer = [...state.users.values(), ...state.groups.values()].filter(chat => !phones.has(chat.userId ?? chat.groupId));
  const callsShown = document.body.dataset.view === 'calls';
  const focused = tabs.contains(document.activeElement);
  tabs.replaceChildren(
    ...ids.map(id => {
      const chat = chatOf(id);
      const name = chat?.displayName ?? chat?.name ?? '';
      return button('tab', [chat?.groupId ? h('span', { class: 'portrait group-portrait', 'aria-hidden': 'true' }, icon('people', 14)) : portrait(name, chat?.pictureUrl), h('span', {}, name)], () => show(id), { 'aria-current': id === active && !callsShown ? 'true' : undefined, data: { testid: 'tab', chat: id } });
    }),
    inDrawer.length > 0 ? drawer(inDrawer) : '',
    button('tab tab-calls', [icon('bolt', 18), h('span', {}, 'การเรียก (Calls)')], showCalls, { 'aria-current': callsShown ? 'true' : undefined, data: { testid: 'tab-calls' } }));
  tabs.classList.toggle('has-drawer', inDrawer.length > 0);
  const current = tabs.querySelector('[aria-current]');
  if (focused) current?.focus({ preventScroll: true });
  if (current && !callsShown) tabs.scrollTo({ left: current.offsetLeft - tabs.offsetLeft - 40 });
}

function drawer(chats) {
  const select = h('select', { class: 'drawer', 'aria-label': 'หยิบโทรศัพท์เครื่องอื่น', data: { testid: 'drawer' } },
    h('option', { value: '' }, `เครื่องอื่น ${chats.length}`), chats.slice(0, 300).map(chat => h('option', { value: chat.userId ?? chat.groupId }, chat.displayName ?? chat.name)));
  select.addEventListener('change', () => select.value && takeOut(select.value));
  return select;
}

const loading = () => h('div', { class: 'welcome', role: 'status' }, h('div', { class: 'dots' }, h('i'), h('i'), h('i')), h('p', {}, 'กำลังเปิดเครื่องจำลอง…'));

function welcome() {
  const name = state.bot.displayName || 'บอท';
  return h('div', { class: 'welcome' },
    h('div', { class: 'ghost-phone', 'aria-hidden': 'true' }, h('span', { class: 'ghost-head' }), h('span', { class: 'ghost-bot' }), h('span', { class: 'ghost-bot short' }), h('span', { class: 'ghost-user' }), h('span', { class: 'ghost-bot' })),
    h('div', { class: 'welcome-words' },
      h('h2', {}, `ลองคุยกับ${name}ดูไหมคะ`),
      h('p', {}, 'หยิบโทรศัพท์ของชาวบ้านขึ้นมาหนึ่งเครื่อง แล้วแชตเหมือนใช้ไลน์จริง ไม่ต้องมีบัญชี ไม่มีอะไรส่งออกนอกเครื่องนี้'),
      button('wide-button', [icon('plus', 20), 'หยิบโทรศัพท์เครื่องแรก'], addVillager, { data: { testid: 'add-first' } }),
      h('p', { class: 'english', lang: 'en' }, 'Pick up a villager’s phone and chat as on LINE. No account is needed and nothing leaves this machine.')));
}

function resetDialog() {
  const dialog = h('dialog', { id: 'reset-dialog', class: 'dialog', 'aria-labelledby': 'reset-title' },
    h('h2', { id: 'reset-title' }, 'เริ่มใหม่ทั้งหมดไหมคะ'),
    h('p', {}, 'โทรศัพท์ ข้อความ และการเรียกในเครื่องจำลองจะหายไป ข้อมูลที่บอทเก็บไว้ไม่ถูกลบ'),
    h('p', { class: 'english', lang: 'en' }, 'Phones, chats and calls are cleared. What the bot stored stays.'),
    h('div', { class: 'dialog-buttons' },
      button('plain-button', 'ไม่ใช่ตอนนี้', () => dialog.close()),
      button('wide-button danger', 'เริ่มใหม่', () => {
        dialog.close();
        attempt(() => api.reset());
      }, { data: { testid: 'reset-yes' } })));
  document.body.append(dialog);
}

const bar = document.getElementById('bar');
resetDialog();
renderBar(bar, { addVillager, addGroup, reset });
layOut();
subscribe('chats', onChats);
subscribe('bar', () => {
  renderBar(bar, { addVillager, addGroup, reset });
  if (phones.size === 0) layOut();
});
panel.render();
start();
