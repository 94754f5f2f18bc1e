// What the page knows of the emulator, and who is told when it changes.
import { api, listen } from './api.js';

const KEPT_CALLS = 300;

export const state = {
  /** connecting | open | lost */
  link: 'connecting',
  loaded: false,
  bot: { displayName: '', basicId: '', userId: '' },
  webhook: { url: null, lastStatus: null, lastMilliseconds: null },
  quota: { type: 'none', value: null, used: 0 },
  settings: {},
  users: new Map(),
  groups: new Map(),
  calls: [],
  faults: [],
  /** Milliseconds the emulator's clock is ahead of the browser's. */
  ahead: 0,
};

const listeners = new Map();
let waiting = null;

/** Topics: chats (a phone came or went), chat:ID, calls, faults, bar. Returns what ends the subscription. */
export function subscribe(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic)?.delete(listener);
}

function tell(topic, detail) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

export const chatOf = id => state.users.get(id) ?? state.groups.get(id);
export const nameOf = userId => state.users.get(userId)?.displayName ?? (userId === state.bot.userId ? state.bot.displayName : 'ไม่ทราบชื่อ');
export const emulatorNow = () => Date.now() + state.ahead;

export function start() {
  listen({
    onOpen: resync,
    onLost() {
      state.link = 'lost';
      tell('bar');
    },
    onEvent(kind, value) {
      if (waiting) waiting.push([kind, value]);
      else apply(kind, value);
    },
  });
}

/** Takes a snapshot; what the stream brings meanwhile is laid over it, since it may be newer. */
async function resync() {
  waiting = [];
  await refresh();
  const late = waiting ?? [];
  waiting = null;
  for (const [kind, value] of late) if (kind !== 'reset') apply(kind, value);
}

async function refresh() {
  try {
    const now = await api.snapshot();
    state.ahead = now.now ? Date.parse(now.now) - Date.now() : 0;
    Object.assign(state, { bot: now.bot, webhook: now.webhook, quota: now.quota, settings: now.settings ?? {}, faults: now.faults ?? [], loaded: true, link: 'open' });
    state.users = new Map(now.users.map(user => [user.userId, user]));
    state.groups = new Map(now.groups.map(group => [group.groupId, group]));
    state.calls = newestFirst(now.calls);
    tell('chats', { all: true });
    tell('calls', { all: true });
    tell('faults');
  } catch {
    state.link = 'lost';
  }
  tell('bar');
}

/** Takes what a call answered, for when the stream is slower than the answer. */
export const keepUser = user => apply('user', user);
export const keepGroup = group => apply('group', group);

export async function refreshFaults() {
  state.faults = await api.faults();
  tell('faults');
}

function newestFirst(calls) {
  const sorted = [...calls];
  if (sorted.length > 1 && sorted[0].at < sorted[sorted.length - 1].at) sorted.reverse();
  return sorted.slice(0, KEPT_CALLS);
}

const changes = {
  user: user => merge(state.users, user.userId, user),
  group: group => merge(state.groups, group.groupId, group),
  item({ chatId, item }) {
    const chat = chatOf(chatId);
    if (!chat) return;
    const place = chat.timeline.findIndex(known => known.id === item.id);
    if (place < 0) chat.timeline.push(item);
    else chat.timeline[place] = item;
    tell(`chat:${chatId}`, { item });
    if (item.cost) tell('bar');
  },
  call(call) {
    const place = state.calls.findIndex(known => known.id === call.id);
    if (place < 0) state.calls.unshift(call);
    else state.calls[place] = call;
    state.calls.length = Math.min(state.calls.length, KEPT_CALLS);
    tell('calls', { call });
    if (state.faults.length > 0) refreshFaults().catch(() => {});
  },
  quota(quota) {
    state.quota = quota;
    tell('bar');
  },
  webhook(webhook) {
    state.webhook = webhook;
    tell('bar');
    if (state.faults.length > 0) refreshFaults().catch(() => {});
  },
  faults(faults) {
    if (!Array.isArray(faults)) return;
    state.faults = faults;
    tell('faults');
  },
  reset: resync,
};

function apply(kind, value) {
  changes[kind]?.(value);
}

function merge(map, id, fresh) {
  const known = map.get(id);
  if (known) {
    Object.assign(known, fresh, { timeline: fresh.timeline ?? known.timeline });
    tell(`chat:${id}`, { chat: known });
    tell('people');
  } else {
    map.set(id, { ...fresh, timeline: fresh.timeline ?? [] });
    tell('chats', { added: id });
  }
}

/** Messages that came by reply, over every chat the page knows. What was paid is told by the quota: LINE counts sends by recipient, not by message. */
export function countFree() {
  let free = 0;
  for (const chat of [...state.users.values(), ...state.groups.values()]) free += chat.timeline.filter(item => item.cost === 'free').length;
  return free;
}
