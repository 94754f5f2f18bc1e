// The chat of one phone: days, rows, balloons, what stands beside them.
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { body, hasBalloon } from './bubbles.js';
import { portrait } from './pictures.js';
import { nameOf, state } from './store.js';
import { dayOf, gist, note, timeOfDay } from './words.js';

/** Older rows leave the page so that a long test doesn't slow it. */
const KEPT_ROWS = 250;
const LONG_PRESS_MILLISECONDS = 550;
const BELOW = new Set(['template', 'flex', 'imagemap']);

export class Timeline {
  constructor(phone) {
    this.phone = phone;
    this.log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': `ข้อความกับ ${state.bot.displayName || 'บอท'}`, tabindex: '0' });
    this.typing = h('div', { class: 'row typing', role: 'status', hidden: true }, portrait(state.bot.displayName || 'บอท', state.bot.pictureUrl), h('div', { class: 'dots', 'aria-label': 'กำลังพิมพ์' }, h('i'), h('i'), h('i')));
    this.jump = button('jump', [icon('down', 18), 'ข้อความใหม่'], () => this.toEnd(true));
    this.jump.hidden = true;
    // Pictures that load late must not push the newest message out of sight.
    this.log.addEventListener('load', () => this.following && this.toEnd(), true);
    this.node = h('div', { class: 'chat' }, this.log, this.jump);
    this.following = true;
    this.top = 0;
    this.log.addEventListener('scroll', () => this.onScroll(), { passive: true });
    // Neither must a composer that grows, or a phone that another one makes narrower.
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.log);
  }

  // Only a person scrolls up; the way down to a new message must not look like leaving the end.
  onScroll() {
    const { scrollTop } = this.log;
    if (this.atEnd()) {
      this.following = true;
      this.jump.hidden = true;
    } else if (scrollTop < this.top - 1) {
      this.following = false;
    }
    this.top = scrollTop;
  }

  renderAll() {
    const items = this.phone.chat.timeline.slice(-KEPT_ROWS);
    this.log.replaceChildren(...items.flatMap((item, at) => this.rows(item, items[at - 1])), this.typing);
    this.toEnd();
  }

  /** Adds the item, or draws it anew when it is there (unsent, media that became ready). */
  put(item) {
    const items = this.phone.chat.timeline;
    const place = items.findIndex(known => known.id === item.id);
    const known = this.log.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
    if (known) {
      known.replaceWith(this.row(item, items[place - 1]));
      return;
    }
    const stay = !this.following && item.from !== 'user';
    this.typing.before(...this.rows(item, items[place - 1]));
    while (this.log.childElementCount > KEPT_ROWS + 60) this.log.firstElementChild.remove();
    if (stay) this.jump.hidden = false;
    else this.toEnd(true);
  }

  showTyping(on) {
    if (this.typing.hidden === !on) return;
    this.typing.hidden = !on;
    if (this.following) this.toEnd();
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  toEnd(smooth = false) {
    this.following = true;
    this.jump.hidden = true;
    requestAnimationFrame(() => this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant' }));
  }

  rows(item, before) {
    const day = dayOf(item.at);
    const rows = [this.row(item, before)];
    if (!before || dayOf(before.at) !== day) rows.unshift(h('div', { class: 'day' }, h('time', { datetime: item.at }, day)));
    return rows;
  }

  row(item, before) {
    const mine = item.from === 'user' && item.userId !== undefined ? item.userId === this.phone.actor() : item.from === 'user' && !this.phone.isGroup;
    if (item.from === 'system') return system(item, note(item.message?.text ?? ''));
    if (item.unsent) return system(item, mine ? 'คุณยกเลิกข้อความแล้ว' : `${this.speaker(item).name} ยกเลิกข้อความแล้ว`);
    const { name, picture } = this.speaker(item);
    const follows = before && before.from === item.from && before.userId === item.userId && !before.unsent
      && dayOf(before.at) === dayOf(item.at) && before.message?.sender?.name === item.message?.sender?.name;
    const content = this.bubble(item);
    const below = BELOW.has(item.message.type);
    return h('div', { class: `row ${mine ? 'mine' : 'theirs'} ${follows ? 'follows' : ''} ${below ? 'below' : ''}`, data: { item: item.id } },
      mine ? null : follows ? h('span', { class: 'portrait-space' }) : portrait(name, picture),
      h('div', { class: 'stack' },
        mine || follows ? null : h('div', { class: 'speaker' }, name),
        h('div', { class: 'line' }, content, this.meta(item, mine))));
  }

  speaker(item) {
    if (item.from === 'bot') {
      const { name, iconUrl } = item.message?.sender ?? {};
      return { name: name || state.bot.displayName || 'บอท', picture: iconUrl ?? state.bot.pictureUrl };
    }
    return { name: nameOf(item.userId ?? this.phone.actor()), picture: state.users.get(item.userId)?.pictureUrl };
  }

  bubble(item) {
    const { message } = item;
    const quoted = item.quoteOf && this.phone.chat.timeline.find(other => other.id === item.quoteOf);
    const node = h('div', { class: hasBalloon(message) ? 'bubble balloon' : 'bubble', data: { testid: 'bubble', from: item.from, kind: message.type } },
      quoted ? h('div', { class: 'quoted' }, h('strong', {}, this.speaker(quoted).name), h('span', {}, quoted.unsent ? 'ข้อความถูกยกเลิก' : gist(quoted.message))) : null,
      body(message, action => this.phone.tap(action, item.id)));
    this.onHold(node, () => this.menu(item));
    return node;
  }

  meta(item, mine) {
    const badge = item.cost && h('span', { class: `badge badge-${item.cost}`, title: item.cost === 'free' ? 'ตอบกลับฟรี (free reply)' : 'ข้อความนี้นับในโควตา (counts towards the quota)' }, item.cost === 'free' ? 'ฟรี' : 'เสียโควตา');
    return h('div', { class: 'meta' },
      h('div', { class: 'meta-top' },
        badge,
        mine && item.read !== false ? h('span', { class: 'read' }, 'อ่านแล้ว') : null,
        button('row-more', icon('more', 18), () => this.menu(item), { label: 'ตัวเลือกของข้อความ', data: { testid: 'message-menu' } })),
      h('time', { datetime: item.at }, timeOfDay(item.at)));
  }

  menu(item) {
    const own = item.from === 'user' && (item.userId ?? this.phone.actor()) === this.phone.actor();
    const text = item.message?.text;
    this.phone.sheets.menu('ข้อความ', [
      { label: 'ตอบกลับ', icon: 'reply', testid: 'reply', run: () => this.phone.quote(item) },
      text ? { label: 'คัดลอก', icon: 'file', run: () => this.phone.copy(text) } : null,
      own ? { label: 'ยกเลิกข้อความ', icon: 'close', testid: 'unsend', danger: true, run: () => this.phone.unsend(item) } : null,
    ]);
  }

  onHold(node, run) {
    let timer;
    node.addEventListener('contextmenu', event => {
      if (event.target.closest('a, video')) return;
      event.preventDefault();
      clearTimeout(timer);
      run();
    });
    node.addEventListener('pointerdown', event => {
      if (event.pointerType !== 'mouse') timer = setTimeout(run, LONG_PRESS_MILLISECONDS);
    });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave', 'pointermove']) node.addEventListener(end, () => clearTimeout(timer));
  }
}

function system(item, text) {
  return h('div', { class: 'system', data: { item: item.id, testid: 'bubble', from: item.unsent ? item.from : 'system', kind: item.unsent ? 'unsent' : 'event' } }, h('span', {}, text));
}
