// One phone on the desk: its frame, the chat with the bot, and the screen shown before the bot is a friend.
import { api } from './api.js';
import { attempt, button, h, toast } from './dom.js';
import { icon } from './icons.js';
import { Composer } from './composer.js';
import { locationSheet, photoSheet, voiceSheet } from './attachments.js';
import { portrait } from './pictures.js';
import { QuickReplies } from './quick-replies.js';
import { RichMenu } from './richmenu.js';
import { Sheets } from './sheets.js';
import { Timeline } from './timeline.js';
import { emulatorNow, state, subscribe } from './store.js';

/** What is common to the phone of one person and that of a group. */
export class Phone {
  constructor(chat, id) {
    this.chat = chat;
    this.id = id;
    this.sheets = new Sheets();
    this.timeline = new Timeline(this);
    this.quickReplies = new QuickReplies(this);
    this.unsubscribe = subscribe(`chat:${id}`, change => this.onChange(change));
  }

  /** Puts the parts together; `parts` stand between the header and the sheets. */
  frame(name, caption, header, parts) {
    this.screen = h('div', { class: 'screen' }, header, parts, this.sheets.node);
    this.caption = h('div', { class: 'owner' }, caption);
    this.node = h('article', { class: 'phone', data: { phone: this.id }, 'aria-label': `โทรศัพท์ของ ${name}` }, this.caption, h('div', { class: 'body' }, this.screen));
  }

  close() {
    this.unsubscribe();
    clearTimeout(this.typingEnds);
    this.node.remove();
  }

  async tap(action, itemId) {
    if (!action) return;
    let params;
    if (action.type === 'datetimepicker') {
      params = await this.sheets.pickDate(action);
      if (!params) return;
    }
    // A new window may only be opened while the press is being handled, so it is opened before the emulator is told.
    const opened = action.type === 'uri' && /^https?:\/\//i.test(action.uri ?? '') ? [window.open(action.uri, '_blank', 'noopener')] : null;
    const result = await attempt(() => api.tap(this.actor(), { itemId, action, params }));
    if (!result) return;
    if (result.copy !== undefined && result.copy !== null) this.copy(result.copy);
    if (result.ask) this.ask(result.ask);
    if (result.open) {
      if (opened) toast(`เปิด ${result.open}`);
      else this.sheets.link(result.open);
    }
    if (action.type === 'postback') this.followInput(action);
  }

  ask(what) {
    if (what === 'location') locationSheet(this);
    else photoSheet(this);
  }

  followInput({ inputOption, fillInText }) {
    switch (inputOption) {
      case 'closeRichMenu': this.richMenu?.fold(false); break;
      case 'openRichMenu': this.richMenu?.fold(true); break;
      case 'openKeyboard': this.composer.focus(fillInText); break;
      case 'openVoice': voiceSheet(this); break;
      default: break;
    }
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast('คัดลอกแล้ว');
    } catch {
      this.sheets.open('คัดลอกข้อความนี้', () => h('p', { class: 'sheet-url' }, text));
    }
  }

  quote(item) {
    this.composer.setQuote(item);
    this.composer.focus();
  }

  unsend(item) {
    return attempt(() => api.unsend(this.id, item.id));
  }
}

export class UserPhone extends Phone {
  constructor(user) {
    super(user, user.userId);
    this.isGroup = false;
    this.richMenu = new RichMenu(this);
    this.composer = new Composer(this);
    this.lookIn = false;
    this.title = h('h2', { class: 'chat-title' });
    this.note = h('div', { class: 'note', hidden: true });
    this.addFriend = h('div', { class: 'add-friend' });
    this.head = h('header', { class: 'chat-head' }, h('span', { class: 'verified' }, icon('shield', 18)), this.title,
      button('head-button', icon('menu'), () => this.menu(), { label: 'เมนูของแชต', data: { testid: 'chat-menu' } }));
    this.talk = h('div', { class: 'talk' }, this.note, this.timeline.node, this.quickReplies.node, this.composer.node, this.richMenu.node);
    this.frame(user.displayName, [portrait(user.displayName, user.pictureUrl), h('span', { class: 'owner-name' }, user.displayName)], this.head, [this.talk, this.addFriend]);
    this.renderAll();
  }

  actor() {
    return this.chat.userId;
  }

  say(text, quoteItemId) {
    return api.send(this.chat.userId, { type: 'text', text, quoteItemId });
  }

  onChange({ item }) {
    if (!item) {
      this.renderState();
      return;
    }
    if (this.stranger !== this.isStranger()) this.renderState();
    if (item.from === 'bot') this.timeline.showTyping(false);
    this.timeline.put(item);
    this.quickReplies.render();
  }

  renderAll() {
    this.timeline.renderAll();
    this.renderState();
  }

  isStranger() {
    return !this.chat.following && !this.chat.blocked && !this.lookIn && this.chat.timeline.length === 0;
  }

  renderState() {
    const { chat } = this;
    this.title.textContent = state.bot.displayName || 'บอท';
    this.stranger = this.isStranger();
    this.addFriend.hidden = !this.stranger;
    this.talk.hidden = this.stranger;
    this.head.classList.toggle('over-cover', this.stranger);
    if (this.stranger) this.renderAddFriend();
    this.note.hidden = chat.following && !chat.blocked;
    if (chat.blocked) this.note.replaceChildren(h('span', {}, 'คุณบล็อกบัญชีนี้อยู่'), button('note-button', 'เลิกบล็อก', () => this.act('unblock'), { data: { testid: 'unblock' } }));
    else if (!this.note.hidden && !this.stranger) this.note.replaceChildren(h('span', {}, 'ยังไม่ได้เพิ่มเป็นเพื่อน'), button('note-button', 'เพิ่ม', () => this.act('follow'), { data: { testid: 'follow' } }));
    else this.note.replaceChildren();
    this.composer.node.inert = Boolean(chat.blocked);
    this.richMenu.render();
    this.quickReplies.render();
    this.renderTyping();
  }

  renderTyping() {
    clearTimeout(this.typingEnds);
    const left = this.chat.loadingUntil ? Date.parse(this.chat.loadingUntil) - emulatorNow() : 0;
    this.timeline.showTyping(left > 0);
    if (left > 0) this.typingEnds = setTimeout(() => this.renderTyping(), Math.min(left, 60000) + 50);
  }

  renderAddFriend() {
    const { displayName, basicId, pictureUrl } = state.bot;
    const name = displayName || 'บอท';
    this.addFriend.replaceChildren(
      h('div', { class: 'cover', 'aria-hidden': 'true' }),
      portrait(name, pictureUrl, 'huge'),
      h('h3', {}, name),
      h('p', { class: 'account' }, h('span', { class: 'verified' }, icon('shield', 16)), 'บัญชีทางการ', basicId ? ` · ${basicId}` : ''),
      h('p', { class: 'hint' }, `${this.chat.displayName}ยังไม่ได้เป็นเพื่อนกับบัญชีนี้`),
      h('div', { class: 'friend-buttons' },
        button('friend-button', [icon('person', 22), 'เพิ่มเพื่อน'], () => this.act('follow'), { data: { testid: 'follow' } }),
        button('friend-button quiet', [icon('smile', 22), 'แชต'], () => this.openChat(), { data: { testid: 'open-chat' } })));
  }

  // LINE lets people write to an account that is not their friend.
  openChat() {
    this.lookIn = true;
    this.renderState();
    this.composer.focus();
  }

  act(name) {
    return attempt(() => api[name](this.chat.userId));
  }

  menu() {
    const { following, blocked } = this.chat;
    this.sheets.menu(this.chat.displayName, [
      following || blocked ? null : { label: 'เพิ่มเพื่อน', icon: 'person', testid: 'menu-follow', run: () => this.act('follow') },
      blocked ? { label: 'เลิกบล็อก', icon: 'person', testid: 'menu-unblock', run: () => this.act('unblock') } : { label: 'บล็อกบัญชีนี้', icon: 'close', testid: 'block', danger: true, run: () => this.act('block') },
      { label: 'คัดลอกรหัสผู้ใช้ (user id)', icon: 'file', run: () => this.copy(this.chat.userId) },
    ]);
  }
}
