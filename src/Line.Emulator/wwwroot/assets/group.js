// The phone of a group: one shared chat, and a choice of who holds the phone.
import { api } from './api.js';
import { attempt, button, h, newId, toast } from './dom.js';
import { icon } from './icons.js';
import { Composer } from './composer.js';
import { Phone } from './phone.js';
import { nameOf, state, subscribe } from './store.js';

export class GroupPhone extends Phone {
  constructor(group) {
    super(group, group.groupId);
    this.isGroup = true;
    const id = newId('speaker');
    this.speaker = h('select', { id, data: { testid: 'speaker' }, on: { change: () => this.timeline.renderAll() } });
    this.mention = button('mention-toggle', [icon('at', 18), h('span', {}, 'แท็กบอท')], () => this.toggleMention(), { 'aria-pressed': 'false', data: { testid: 'mention-bot' } });
    this.composer = new Composer(this, { media: false, extra: [h('div', { class: 'speaker-row' }, h('label', { for: id }, 'พูดเป็น'), this.speaker, this.mention)] });
    this.title = h('h2', { class: 'chat-title' });
    this.note = h('div', { class: 'note', hidden: true });
    const head = h('header', { class: 'chat-head' }, h('span', { class: 'verified' }, icon('people', 20)), this.title,
      button('head-button', icon('menu'), () => this.menu(), { label: 'เมนูของกลุ่ม', data: { testid: 'chat-menu' } }));
    this.frame(group.name, [h('span', { class: 'portrait group-portrait', 'aria-hidden': 'true' }, icon('people', 16)), h('span', { class: 'owner-name' }, group.name)],
      head, [h('div', { class: 'talk' }, this.note, this.timeline.node, this.quickReplies.node, this.composer.node)]);
    const people = subscribe('people', () => this.renderState());
    const chat = this.unsubscribe;
    this.unsubscribe = () => {
      people();
      chat();
    };
    this.renderAll();
  }

  actor() {
    return this.speaker.value;
  }

  async say(text) {
    const mentionBot = this.mention.getAttribute('aria-pressed') === 'true';
    await api.say(this.chat.groupId, { userId: this.actor(), type: 'text', text, mentionBot });
    if (mentionBot) this.toggleMention();
  }

  /** Buttons in a group: what they say is said in the group; the emulator sends postbacks from a chat with one person only. */
  async tap(action, itemId) {
    if (action?.type === 'message') await attempt(() => api.say(this.chat.groupId, { userId: this.actor(), type: 'text', text: action.text }));
    else if (['uri', 'clipboard'].includes(action?.type)) await super.tap(action, itemId);
    else toast('ปุ่มนี้ลองได้ในแชตส่วนตัวค่ะ (this button works in a personal chat)');
  }

  toggleMention() {
    const on = this.mention.getAttribute('aria-pressed') !== 'true';
    this.mention.setAttribute('aria-pressed', String(on));
    this.composer.input.focus();
  }

  onChange({ item }) {
    if (!item) {
      this.renderState();
      return;
    }
    this.timeline.put(item);
    this.quickReplies.render();
  }

  renderAll() {
    this.renderState();
    this.timeline.renderAll();
  }

  renderState() {
    const { members, botIn, name } = this.chat;
    this.title.textContent = `${name} (${members.length + (botIn ? 1 : 0)})`;
    const chosen = this.speaker.value;
    this.speaker.replaceChildren(...members.map(userId => h('option', { value: userId, selected: userId === chosen }, nameOf(userId))));
    if (members.includes(chosen)) this.speaker.value = chosen;
    else this.timeline.renderAll();
    this.composer.node.inert = members.length === 0;
    this.mention.disabled = !botIn;
    this.note.hidden = botIn && members.length > 0;
    if (this.note.hidden) this.note.replaceChildren();
    else this.note.replaceChildren(...(members.length === 0
      ? [h('span', {}, 'ยังไม่มีใครในกลุ่ม'), button('note-button', 'เพิ่มคน', () => this.addMembers())]
      : [h('span', {}, `${state.bot.displayName || 'บอท'}ยังไม่อยู่ในกลุ่ม`), button('note-button', 'เชิญเข้ากลุ่ม', () => this.act('invite'), { data: { testid: 'invite-bot' } })]));
    this.quickReplies.render();
  }

  act(name, ...rest) {
    return attempt(() => api[name](this.chat.groupId, ...rest));
  }

  menu() {
    const { botIn, members, name } = this.chat;
    this.sheets.menu(name, [
      botIn ? { label: 'เอาบอทออกจากกลุ่ม', icon: 'close', testid: 'remove-bot', danger: true, run: () => this.act('remove') } : { label: 'เชิญบอทเข้ากลุ่ม', icon: 'plus', testid: 'menu-invite-bot', run: () => this.act('invite') },
      { label: 'เพิ่มคนเข้ากลุ่ม', icon: 'person', testid: 'add-member', run: () => this.addMembers() },
      members.length > 0 ? { label: 'เอาคนออกจากกลุ่ม', icon: 'people', testid: 'remove-member', run: () => this.removeMembers() } : null,
    ]);
  }

  addMembers() {
    const others = [...state.users.values()].filter(user => !this.chat.members.includes(user.userId));
    if (others.length === 0) return this.sheets.open('เพิ่มคนเข้ากลุ่ม', () => h('p', { class: 'hint' }, 'ทุกคนอยู่ในกลุ่มนี้แล้ว กด “เพิ่มชาวบ้าน” ด้านบนก่อนค่ะ'));
    return this.sheets.menu('เพิ่มคนเข้ากลุ่ม', others.map(user => ({ label: user.displayName, icon: 'person', testid: 'member', run: () => this.act('join', user.userId) })));
  }

  removeMembers() {
    return this.sheets.menu('เอาคนออกจากกลุ่ม', this.chat.members.map(userId => ({ label: nameOf(userId), icon: 'close', danger: true, testid: 'member', run: () => this.act('leave', userId) })));
  }
}
