// LINE's Flex messages: bubbles and carousels of nested boxes.
import { h } from './dom.js';
import { icon } from './icons.js';
import { picture } from './pictures.js';
import { address } from './api.js';
import { ALIGN, JUSTIFY, border, bubbleWidth, colour, extent, fontSize, gradient, imageWidth, placing, ratio, sharing, space } from './flex-values.js';

/** Draws a Flex container. `tap(action)` runs when a part with an action is pressed. */
export function flex(container, tap) {
  if (container?.type === 'carousel') {
    return h('div', { class: 'flex-carousel strip', role: 'group', 'aria-label': 'การ์ดเลื่อนดูได้', tabindex: '0' }, (container.contents ?? []).map(one => bubble(one, tap)));
  }
  return bubble(container ?? {}, tap);
}

const BLOCKS = ['header', 'hero', 'body', 'footer'];

function bubble(content, tap) {
  const node = h('div', { class: `flex-bubble flex-${content.size ?? 'mega'}`, dir: content.direction === 'rtl' ? 'rtl' : undefined, style: { width: bubbleWidth(content.size) } });
  let first = true;
  for (const name of BLOCKS) {
    const part = content[name];
    if (!part) continue;
    const style = content.styles?.[name] ?? {};
    const block = h('div', { class: `flex-block flex-${name}`, style: { backgroundColor: colour(style.backgroundColor) } }, component(part, { layout: 'vertical' }, tap, true, name));
    if (style.separator && !first) block.prepend(h('hr', { class: 'flex-line', style: { borderColor: colour(style.separatorColor) } }));
    node.append(block);
    first = false;
  }
  return pressable(node, content.action, tap);
}

const DRAW = { box, text, image, icon: iconImage, button: flexButton, separator, filler: () => h('div', { class: 'flex-filler' }), spacer, video };

function component(part, parent, tap, first, block) {
  const draw = DRAW[part?.type];
  if (!draw) return h('div', { class: 'unknown' }, `ไม่รู้จักส่วน ${part?.type}`);
  const node = draw(part, tap, parent, block);
  const gap = first || part.position === 'absolute' ? undefined : space(part.margin) ?? space(parent.spacing);
  Object.assign(node.style, defined({ ...placing(part), ...sharing(part, parent) }));
  if (gap) node.style[parent.layout === 'vertical' ? 'marginTop' : 'marginInlineStart'] = gap;
  if (parent.layout === 'horizontal' && part.gravity && part.type !== 'separator') node.style.alignSelf = ALIGN[part.gravity] ?? '';
  return node;
}

const defined = style => Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));

function box(part, tap, parent, block) {
  const padding = space(part.paddingAll);
  const edge = border(part.borderWidth);
  const node = h('div', {
    class: `flex-box flex-${part.layout}${block ? ` flex-box-${block}` : ''}`,
    style: {
      padding, paddingTop: space(part.paddingTop), paddingBottom: space(part.paddingBottom),
      paddingInlineStart: space(part.paddingStart), paddingInlineEnd: space(part.paddingEnd),
      backgroundColor: colour(part.backgroundColor), backgroundImage: gradient(part.background),
      border: edge && part.borderWidth !== 'none' ? `${edge} solid ${colour(part.borderColor) ?? '#000'}` : undefined,
      borderRadius: space(part.cornerRadius),
      width: extent(part.width), height: extent(part.height), maxWidth: extent(part.maxWidth), maxHeight: extent(part.maxHeight),
      overflow: part.cornerRadius || part.height || part.maxHeight ? 'hidden' : undefined,
      justifyContent: JUSTIFY.has(part.justifyContent) ? part.justifyContent : undefined,
      alignItems: JUSTIFY.has(part.alignItems) ? part.alignItems : undefined,
    },
  });
  let first = true;
  for (const child of part.contents ?? []) {
    node.append(component(child, part, tap, first));
    if (child.position !== 'absolute') first = false;
  }
  return pressable(node, part.action, tap);
}

function text(part, tap) {
  const lines = part.wrap ? part.maxLines : 1;
  const node = h('div', {
    class: `flex-text ${part.wrap ? 'wrap' : 'one-line'}${lines > 0 ? ' clamp' : ''}`,
    style: { ...lettering(part), textAlign: part.align, '--lines': lines > 0 ? lines : undefined, lineHeight: part.lineSpacing ? `calc(1.45em + ${space(part.lineSpacing)})` : undefined },
  }, part.contents?.length > 0 ? part.contents.map(span => h('span', { style: lettering(span) }, span.text ?? '')) : part.text ?? '');
  return pressable(node, part.action, tap);
}

function lettering(part) {
  return {
    color: colour(part.color), fontSize: fontSize(part.size), fontWeight: part.weight === 'bold' ? '700' : part.weight === 'regular' ? '400' : undefined,
    fontStyle: part.style === 'italic' ? 'italic' : undefined,
    textDecoration: { underline: 'underline', 'line-through': 'line-through' }[part.decoration],
  };
}

function image(part, tap) {
  const node = h('div', { class: 'flex-image', style: { justifyContent: ALIGN[part.align ?? 'center'] } },
    h('div', { class: 'flex-picture', style: { width: imageWidth(part.size), aspectRatio: ratio(part.aspectRatio), backgroundColor: colour(part.backgroundColor) } },
      picture(part.url, part.action?.label ?? 'รูปภาพ', part.aspectMode === 'cover' ? 'cover' : 'contain')));
  return pressable(node, part.action, tap);
}

function iconImage(part) {
  const size = fontSize(part.size ?? 'md');
  return h('div', { class: 'flex-icon', style: { height: size, aspectRatio: ratio(part.aspectRatio) } }, picture(part.url, '', 'contain'));
}

function flexButton(part, tap) {
  const style = ['primary', 'secondary'].includes(part.style) ? part.style : 'link';
  const chosen = colour(part.color);
  return h('div', { class: 'flex-button-box' }, h('button', {
    type: 'button', class: `flex-button flex-button-${style} flex-button-${part.height === 'sm' ? 'sm' : 'md'}`, data: { testid: 'tap', action: part.action?.type },
    style: style === 'link' ? { color: chosen } : { backgroundColor: chosen }, on: { click: event => press(event, part.action, tap) },
  }, part.action?.label ?? ''));
}

function separator(part, tap, parent) {
  return h('div', { class: parent.layout === 'vertical' ? 'flex-rule' : 'flex-rule upright', style: { backgroundColor: colour(part.color) } });
}

function spacer(part) {
  return h('div', { style: { height: space(part.size ?? 'md'), width: space(part.size ?? 'md') } });
}

function video(part, tap) {
  const film = h('video', { controls: true, preload: 'none', poster: address(part.previewUrl), src: address(part.url), 'aria-label': 'วิดีโอ' });
  const node = h('div', { class: 'flex-video', style: { aspectRatio: ratio(part.aspectRatio) } }, film);
  film.addEventListener('error', () => node.replaceChildren(part.altContent ? component(part.altContent, { layout: 'vertical' }, tap, true) : h('div', { class: 'no-picture' }, icon('video'))));
  return pressable(node, part.action, tap);
}

function pressable(node, action, tap) {
  if (!action) return node;
  node.classList.add('pressable');
  node.setAttribute('role', 'button');
  node.setAttribute('tabindex', '0');
  node.dataset.testid = 'tap';
  node.dataset.action = action.type;
  if (action.label) node.setAttribute('aria-label', action.label);
  node.addEventListener('click', event => press(event, action, tap));
  node.addEventListener('keydown', event => {
    if (event.target === node && (event.key === 'Enter' || event.key === ' ')) press(event, action, tap);
  });
  return node;
}

// The innermost part with an action takes the press.
function press(event, action, tap) {
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  tap(action);
}
