// The engineer's panel: what the bot called, and what LINE would have said against it.
import { button, h, newId } from './dom.js';
import { icon } from './icons.js';
import { faultsBox } from './faults.js';
import { countFree, state, subscribe } from './store.js';
import { exactTime } from './words.js';

const SHOWN = 150;

export class CallsPanel {
  constructor(node) {
    this.node = node;
    this.onlyViolations = false;
    this.rows = new Map();
    const id = newId('only');
    this.counts = h('div', { class: 'counts' });
    this.list = h('ol', { class: 'calls', 'aria-label': 'การเรียกของบอท ใหม่สุดอยู่บน (calls of the bot, newest first)' });
    this.filter = h('input', { type: 'checkbox', id, data: { testid: 'only-violations' }, on: { change: () => this.onFilter() } });
    this.empty = h('p', { class: 'hint' });
    node.replaceChildren(
      h('header', { class: 'panel-head' }, h('h2', {}, icon('bolt', 18), 'การเรียกของบอท', h('small', { lang: 'en' }, 'Calls')),
        h('label', { class: 'filter', for: id }, this.filter, 'เฉพาะที่ผิด (only violations)')),
      this.counts, faultsBox(), this.empty, this.list);
    subscribe('calls', change => (change.all ? this.render() : this.put(change.call)));
    subscribe('bar', () => this.renderCounts());
    subscribe('people', () => this.renderCounts());
  }

  onFilter() {
    this.onlyViolations = this.filter.checked;
    this.render();
  }

  wanted(call) {
    return !this.onlyViolations || call.violations?.length > 0 || call.warnings?.length > 0;
  }

  render() {
    this.rows.clear();
    this.list.replaceChildren(...state.calls.filter(call => this.wanted(call)).slice(0, SHOWN).map(call => this.row(call)));
    this.renderCounts();
  }

  put(call) {
    if (this.wanted(call)) {
      const known = this.rows.get(call.id);
      if (known) known.replaceWith(this.row(call));
      else this.list.prepend(this.row(call));
      while (this.list.childElementCount > SHOWN) this.list.lastElementChild.remove();
    }
    this.renderCounts();
  }

  renderCounts() {
    const free = countFree();
    const bad = state.calls.filter(call => call.violations?.length > 0).length;
    const count = (kind, value, thai, english) => h('div', { class: `count count-${kind}`, data: { testid: `count-${kind}` } }, h('b', {}, String(value)), h('span', {}, thai), h('small', { lang: 'en' }, english));
    this.counts.replaceChildren(count('free', free, 'ตอบฟรี', 'free'), count('paid', state.quota?.used ?? 0, 'นับในโควตา', 'paid'), count(bad > 0 ? 'bad' : 'ok', bad, 'ผิดกติกา', 'violations'));
    const shown = this.list.childElementCount;
    this.empty.hidden = shown > 0;
    this.empty.textContent = this.onlyViolations ? 'ไม่มีการเรียกที่ผิดกติกา (no violations)' : 'ยังไม่มีการเรียก (no calls yet)';
  }

  row(call) {
    const { violations = [], warnings = [] } = call;
    const details = h('div', { class: 'call-more' });
    const node = h('li', { class: `call ${violations.length > 0 ? 'has-violations' : warnings.length > 0 ? 'has-warnings' : ''}`, data: { testid: 'call', status: call.status, path: call.path } });
    const id = newId('call');
    details.id = id;
    details.hidden = true;
    const toggle = button('call-line', [
      h('span', { class: `call-status status-${Math.floor(call.status / 100)}` }, call.status === 0 ? 'ตัด' : String(call.status)),
      h('span', { class: 'call-path' }, h('b', {}, call.method), ` ${call.path}`),
      h('span', { class: 'call-time' }, h('span', {}, exactTime(call.at)), h('span', {}, `${Math.round(call.milliseconds)} ms`)),
    ], () => {
      if (details.childElementCount === 0) details.append(...this.more(call));
      details.hidden = !details.hidden;
      toggle.setAttribute('aria-expanded', String(!details.hidden));
    }, { 'aria-expanded': 'false', 'aria-controls': id });
    node.append(toggle,
      call.fault ? h('p', { class: 'call-fault' }, `ความขัดข้องที่ตั้งไว้: ${call.fault}`) : '',
      ...violations.map(one => finding(one, 'violation')), ...warnings.map(one => finding(one, 'warning')), details);
    this.rows.set(call.id, node);
    return node;
  }

  more(call) {
    return [h('p', { class: 'call-id' }, `x-line-request-id ${call.requestId ?? '–'}`), call.retryKey ? h('p', { class: 'call-id' }, `x-line-retry-key ${call.retryKey}`) : null,
      block('ส่งมา (request)', call.request), block('ตอบไป (response)', call.response)].filter(Boolean);
  }
}

function finding({ property, message }, kind) {
  return h('p', { class: `finding ${kind}`, data: { testid: kind } }, property ? h('code', {}, property) : null, h('span', {}, message));
}

function block(title, value) {
  if (value === undefined || value === null || value === '') return null;
  return h('div', { class: 'json' }, h('h3', {}, title), h('pre', { tabindex: '0' }, pretty(value)));
}

function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
