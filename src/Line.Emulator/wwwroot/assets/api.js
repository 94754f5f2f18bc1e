// The control API of the emulator: what people and the engineer do, and the stream of what happens.

/** Where the emulator is mounted; this module is served at PREFIX/assets/api.js. */
const root = new URL('..', import.meta.url);

/** Largest wait between two tries to reach the stream again. */
const LONGEST_WAIT = 15000;

async function call(method, path, { body, raw, contentType } = {}) {
  const headers = {};
  if (raw) headers['Content-Type'] = contentType;
  else if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(new URL(`control/${path}`, root), { method, headers, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)) });
  } catch {
    throw new Error('ติดต่อเครื่องจำลองไม่ได้ (The emulator does not answer)');
  }
  const text = await answer.text();
  const value = parse(text);
  if (!answer.ok) throw new Error(value?.message ?? `${answer.status} ${answer.statusText}`);
  return value;
}

function parse(text) {
  if (!text) return {};
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 300) };
  }
}

const id = encodeURIComponent;
const post = (path, body = {}) => call('POST', path, { body });

export const api = {
  snapshot: () => call('GET', 'snapshot'),
  addUser: displayName => post('users', { displayName }),
  follow: user => post(`users/${id(user)}/follow`),
  block: user => post(`users/${id(user)}/block`),
  unblock: user => post(`users/${id(user)}/unblock`),
  send: (user, message) => post(`users/${id(user)}/send`, message),
  tap: (user, tap) => post(`users/${id(user)}/tap`, tap),
  unsend: (chat, itemId) => post(`users/${id(chat)}/unsend`, { itemId }),
  /** Uploads media as a message; `options` become the query (type, milliseconds, fileName, set, index, total). */
  upload(user, blob, options) {
    const query = new URLSearchParams(Object.entries(options).filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]));
    return call('POST', `users/${id(user)}/upload?${query}`, { raw: blob, contentType: (blob.type || 'application/octet-stream').split(';')[0] });
  },
  addGroup: name => post('groups', { name }),
  join: (group, userId) => post(`groups/${id(group)}/members`, { userId }),
  leave: (group, userId) => call('DELETE', `groups/${id(group)}/members/${id(userId)}`),
  invite: group => post(`groups/${id(group)}/invite`),
  remove: group => post(`groups/${id(group)}/remove`),
  say: (group, message) => post(`groups/${id(group)}/send`, message),
  faults: () => call('GET', 'faults'),
  addFault: fault => post('faults', fault),
  clearFaults: () => call('DELETE', 'faults'),
  settings: settings => post('settings', settings),
  verifyWebhook: () => post('webhook'),
  reset: () => post('reset'),
};

/** The address of something the server or the bot named. The bot may know this machine by another loopback name than the browser does. */
export function address(url) {
  if (!url) return undefined;
  let target;
  try {
    target = new URL(url, root);
  } catch {
    return undefined;
  }
  if (!['http:', 'https:', 'data:', 'blob:'].includes(target.protocol)) return undefined;
  const loopback = host => ['localhost', '127.0.0.1', '[::1]'].includes(host);
  if (loopback(target.hostname) && loopback(location.hostname) && target.port === location.port) {
    return new URL(target.pathname + target.search, location.origin).href;
  }
  return target.href;
}

/**
 * Listens to the stream. At each (re)connection `onOpen` is called, so that a snapshot can close the gap;
 * when it breaks, `onLost(waitMilliseconds)` tells how long until the next try.
 */
export function listen({ onOpen, onLost, onEvent }) {
  const kinds = ['user', 'item', 'call', 'group', 'quota', 'webhook', 'reset', 'faults'];
  let failures = 0;
  let timer;
  let source;
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(new URL('control/stream', root));
    source.addEventListener('open', () => {
      failures = 0;
      onOpen();
    });
    for (const kind of kinds) source.addEventListener(kind, event => onEvent(kind, parse(event.data)));
    source.addEventListener('error', () => {
      source.close();
      const wait = Math.min(LONGEST_WAIT, 500 * 2 ** failures++);
      onLost(wait);
      timer = setTimeout(connect, wait);
    });
  };
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', event => event.persisted && connect());
  addEventListener('online', () => failures > 0 && connect());
  connect();
}
