// The row at the foot of a phone in which people write, and what it attaches.
import { attempt, button, h } from './dom.js';
import { icon } from './icons.js';
import { gist } from './words.js';
import { attachSheet, locationSheet, photoSheet, stickerSheet, voiceSheet } from './attachments.js';

export class Composer {
  /** `media` is false in groups, where people only write; `extra` nodes stand above the row. */
  constructor(phone, { media = true, extra = [] } = {}) {
    this.phone = phone;
    this.quoted = null;
    this.input = h('textarea', {
      rows: 1, maxlength: 10000, class: 'composer-input', placeholder: 'ข้อความ', 'aria-label': 'พิมพ์ข้อความ', enterkeyhint: 'send', data: { testid: 'composer' },
      on: { input: () => this.grow(), keydown: event => this.onKey(event) },
    });
    this.send = button('composer-send', icon('send', 22), () => this.submit(), { label: 'ส่ง', data: { testid: 'send' } });
    this.quote = h('div', { class: 'composer-quote', hidden: true });
    const tool = (name, label, testid, run, className = '') => button(`composer-tool ${className}`, icon(name), run, { label, data: { testid } });
    // As on LINE: who writes sees what sends, who doesn't what records; the rest makes room.
    const resting = 'while-empty';
    this.mic = media ? tool('mic', 'ข้อความเสียง', 'voice', () => voiceSheet(phone), resting) : null;
    this.node = h('div', { class: 'composer' }, extra, this.quote, h('div', { class: 'composer-row' },
      media ? [
        tool('plus', 'แนบอย่างอื่น', 'attach', () => attachSheet(phone)),
        tool('camera', 'รูปภาพ', 'photo', () => photoSheet(phone), resting),
        tool('pin', 'ตำแหน่งที่ตั้ง', 'location', () => locationSheet(phone), resting),
      ] : null,
      h('div', { class: 'composer-field' }, this.input, media ? tool('smile', 'สติกเกอร์', 'stickers', () => stickerSheet(phone)) : null),
      this.mic, this.send));
    this.grow();
    // What is written takes more lines when the phone gets narrower.
    this.width = 0;
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === this.width) return;
      this.width = contentRect.width;
      this.grow();
    }).observe(this.node);
  }

  onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  grow() {
    const empty = this.input.value.trim() === '';
    this.send.disabled = empty;
    this.node.classList.toggle('empty', empty);
    this.input.style.height = 'auto';
    if (this.input.scrollHeight > 0) this.input.style.height = `${Math.min(110, this.input.scrollHeight)}px`;
  }

  async submit() {
    const text = this.input.value;
    if (text.trim() === '') return;
    const quoted = this.quoted;
    this.write('');
    this.setQuote(null);
    const sent = await attempt(async () => {
      await this.phone.say(text, quoted?.id);
      return true;
    });
    // What could not be sent is not lost, unless the person already wrote something else.
    if (!sent && this.input.value === '') {
      this.write(text);
      this.setQuote(quoted);
    }
  }

  write(text) {
    this.input.value = text;
    this.grow();
  }

  setQuote(item) {
    this.quoted = item;
    this.quote.hidden = !item;
    if (item) this.quote.replaceChildren(icon('reply', 16), h('span', {}, gist(item.message)), button('quote-close', icon('close', 16), () => this.setQuote(null), { label: 'ไม่ตอบกลับข้อความนี้' }));
  }

  focus(text) {
    if (text) this.write(text);
    this.input.focus();
  }
}
