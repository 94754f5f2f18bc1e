// What slides up inside a phone: menus, pickers, notes. One at a time; Escape and the backdrop close it.
import { button, h, newId } from './dom.js';
import { icon } from './icons.js';

export class Sheets {
  constructor() {
    this.node = h('div', { class: 'sheet-host', hidden: true });
    this.node.addEventListener('click', event => event.target === this.node && this.close());
    this.node.addEventListener('keydown', event => this.onKey(event));
  }

  /** Opens a sheet with the content; the promise gives what `close(value)` was called with, undefined when dismissed. */
  open(title, build, className = '') {
    this.close();
    return new Promise(resolve => {
      const id = newId('sheet');
      this.finish = resolve;
      this.opener = document.activeElement;
      const sheet = h('section', { class: `sheet ${className}`, role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id },
        h('header', { class: 'sheet-head' }, h('h2', { id }, title), button('sheet-close', icon('close', 20), () => this.close(), { label: 'ปิด', data: { testid: 'sheet-close' } })),
        h('div', { class: 'sheet-body' }, build(value => this.close(value))));
      this.node.replaceChildren(sheet);
      this.node.hidden = false;
      (sheet.querySelector('[data-first]') ?? sheet.querySelector('.sheet-body button, .sheet-body input, .sheet-body a') ?? sheet.querySelector('button'))?.focus({ preventScroll: true });
    });
  }

  close(value) {
    if (!this.finish) return;
    const { finish, opener } = this;
    this.finish = null;
    this.node.hidden = true;
    this.node.replaceChildren();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    finish(value);
  }

  onKey(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    }
    if (event.key !== 'Tab') return;
    const stops = [...this.node.querySelectorAll('button, input, a[href], select, textarea')].filter(one => !one.disabled && one.offsetParent !== null);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }

  /** A list of choices; each choice runs after the sheet is gone. Null entries are left out. */
  async menu(title, choices) {
    const chosen = await this.open(title, close => h('div', { class: 'sheet-list' }, choices.filter(Boolean).map(choice =>
      button(`sheet-choice ${choice.danger ? 'danger' : ''}`, [choice.icon ? icon(choice.icon, 22) : null, h('span', {}, choice.label)], () => close(choice), { data: { testid: choice.testid } }))));
    return chosen?.run();
  }

  /** Shows where a link leads; the person opens it. */
  link(url) {
    const web = /^https?:/i.test(url);
    return this.open(web ? 'เปิดลิงก์' : 'ลิงก์', close => [
      h('p', { class: 'sheet-url' }, url),
      web ? h('a', { class: 'wide-button', href: url, target: '_blank', rel: 'noopener noreferrer', data: { testid: 'open-link' }, on: { click: () => close() } }, 'เปิดในหน้าต่างใหม่')
        : h('p', { class: 'hint' }, 'โทรศัพท์จริงจะเปิดลิงก์นี้ด้วยแอปของเครื่อง'),
    ]);
  }

  /** The date picker of a datetimepicker action: the params LINE would send, or undefined. */
  pickDate(action) {
    const mode = ['date', 'time', 'datetime'].includes(action.mode) ? action.mode : 'date';
    const native = value => value?.replace(/t/i, 'T');
    const id = newId('date');
    const input = h('input', {
      id, type: mode === 'datetime' ? 'datetime-local' : mode, required: true, 'data-first': true, data: { testid: 'date-input' },
      value: native(action.initial), min: native(action.min), max: native(action.max),
    });
    const labels = { date: 'เลือกวันที่', time: 'เลือกเวลา', datetime: 'เลือกวันและเวลา' };
    return this.open(action.label || labels[mode], close => h('form', {
      class: 'sheet-form',
      on: {
        submit: event => {
          event.preventDefault();
          close({ [mode]: input.value.slice(0, { date: 10, time: 5, datetime: 16 }[mode]) });
        },
      },
    }, h('label', { for: id }, labels[mode]), input, h('button', { type: 'submit', class: 'wide-button', data: { testid: 'date-ok' } }, 'ตกลง')));
  }
}
