import { button, h } from './dom.js';
import { address } from './api.js';
import { picture } from './pictures.js';

/** Kinds that open something first: LINE keeps the buttons until something was sent. */
const STAY = new Set(['camera', 'cameraRoll', 'location', 'datetimepicker']);

/** The buttons under the last message; they go when anything follows it. */
export class QuickReplies {
  constructor(phone) {
    this.phone = phone;
    this.node = h('div', { class: 'quick-replies', role: 'group', 'aria-label': 'ปุ่มตอบเร็ว', hidden: true });
    this.pressed = null;
    this.shown = null;
    // A mouse has one wheel, and the row lies across.
    this.node.addEventListener('wheel', event => {
      if (event.deltaX !== 0 || this.node.scrollWidth <= this.node.clientWidth) return;
      event.preventDefault();
      this.node.scrollLeft += event.deltaY;
    }, { passive: false });
  }

  render() {
    const last = this.phone.chat.timeline.findLast(item => item.from !== 'system');
    const items = last?.from === 'bot' && last.id !== this.pressed ? last.message?.quickReply?.items ?? [] : [];
    if (items.length > 0 && this.shown === last.id) return;
    this.shown = items.length > 0 ? last.id : null;
    this.node.hidden = items.length === 0;
    this.node.replaceChildren(...items.map(({ action, imageUrl }) =>
      button('quick-reply', [address(imageUrl) ? h('span', { class: 'quick-icon' }, picture(imageUrl, '', 'cover')) : null, h('span', {}, action?.label ?? '')], () => this.press(action, last.id), { data: { testid: 'quick-reply', action: action?.type } })));
    this.node.scrollLeft = 0;
  }

  press(action, itemId) {
    if (!STAY.has(action.type)) {
      this.pressed = itemId;
      this.render();
    }
    this.phone.tap(action, itemId);
  }
}
