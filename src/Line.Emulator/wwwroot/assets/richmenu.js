import { button, h, newId } from './dom.js';
import { icon } from './icons.js';
import { picture } from './pictures.js';
import { percent } from './templates.js';

/** The rich menu at the foot of a phone: a picture with areas, under a bar that folds it. */
export class RichMenu {
  constructor(phone) {
    this.phone = phone;
    this.open = false;
    this.shown = null;
    const id = newId('rich-menu');
    this.label = h('span', {}, 'เมนู');
    this.bar = button('rich-menu-bar', [this.label, icon('down', 16)], () => this.fold(!this.open), { 'aria-controls': id, data: { testid: 'rich-menu-bar' } });
    this.panel = h('div', { class: 'rich-menu', id, role: 'group' });
    this.node = h('div', { class: 'rich-menu-box', hidden: true }, this.bar, this.panel);
  }

  render() {
    const menu = this.phone.chat.richMenu;
    const version = menu ? `${menu.richMenuId} ${menu.imageUrl}` : null;
    if (version === this.shown) return;
    const switched = this.shown !== null && menu;
    this.shown = version;
    this.node.hidden = !menu;
    if (!menu) return;
    const { width = 2500, height = 1686 } = menu.size ?? {};
    const name = menu.chatBarText || 'เมนู';
    this.label.textContent = name;
    this.panel.setAttribute('aria-label', name);
    this.panel.style.aspectRatio = `${width} / ${height}`;
    this.panel.replaceChildren(picture(menu.imageUrl, '', 'fill'), ...(menu.areas ?? []).map((area, at) =>
      h('button', {
        type: 'button', class: 'area', data: { testid: 'rich-menu-area', action: area.action?.type }, style: percent(area.bounds, width, height),
        'aria-label': area.action?.label || area.action?.text || area.action?.displayText || `ช่องที่ ${at + 1}`, title: area.action?.label,
        on: { click: () => this.phone.tap(area.action) },
      })));
    // A switch of menus keeps what is open; a new one starts as its maker wished.
    this.fold(switched ? this.open : menu.selected !== false);
  }

  fold(open) {
    this.open = open;
    this.panel.hidden = !open;
    this.node.classList.toggle('open', open);
    this.bar.setAttribute('aria-expanded', String(open));
    this.phone.timeline?.toEnd();
  }
}
