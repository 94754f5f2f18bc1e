// Template messages (buttons, confirm, carousel, image carousel) and imagemaps.
import { h } from './dom.js';
import { address } from './api.js';
import { picture } from './pictures.js';
import { colour } from './flex-values.js';

export function template(content, tap) {
  switch (content?.type) {
    case 'buttons': return card(content, content, tap);
    case 'confirm':
      return h('div', { class: 'template confirm' },
        h('div', { class: 'template-text' }, content.text),
        h('div', { class: 'template-actions side' }, (content.actions ?? []).map(action => actionButton(action, tap))));
    case 'carousel':
      return h('div', { class: 'strip', role: 'group', 'aria-label': 'การ์ดเลื่อนดูได้', tabindex: '0' }, (content.columns ?? []).map(column => card(column, content, tap)));
    case 'image_carousel':
      return h('div', { class: 'strip', role: 'group', 'aria-label': 'รูปเลื่อนดูได้', tabindex: '0' }, (content.columns ?? []).map(column =>
        h('button', { type: 'button', class: 'image-column', data: { testid: 'tap', action: column.action?.type }, 'aria-label': column.action?.label ?? 'รูปภาพ', on: { click: () => tap(column.action) } },
          picture(column.imageUrl, '', 'cover'), column.action?.label ? h('span', { class: 'image-label' }, column.action.label) : null)));
    default: return h('div', { class: 'unknown' }, `ไม่รู้จักเทมเพลต ${content?.type}`);
  }
}

// In a carousel the shape of the pictures is told once, beside the columns.
function card(content, shape, tap) {
  const image = content.thumbnailImageUrl
    ? h('div', { class: `template-image ${shape.imageAspectRatio === 'square' ? 'square' : ''}`, style: { backgroundColor: colour(content.imageBackgroundColor) } },
      picture(content.thumbnailImageUrl, '', shape.imageSize === 'contain' ? 'contain' : 'cover'))
    : null;
  const words = h('div', { class: 'template-text' }, content.title ? h('strong', { class: 'template-title' }, content.title) : null, content.text);
  const top = content.defaultAction
    ? h('button', { type: 'button', class: 'template-top', data: { testid: 'tap', action: content.defaultAction.type }, on: { click: () => tap(content.defaultAction) } }, image, words)
    : h('div', { class: 'template-top' }, image, words);
  return h('div', { class: 'template' }, top, h('div', { class: 'template-actions' }, (content.actions ?? []).map(action => actionButton(action, tap))));
}

function actionButton(action, tap) {
  return h('button', { type: 'button', class: 'template-action', data: { testid: 'tap', action: action.type }, on: { click: () => tap(action) } }, action.label ?? action.text ?? '');
}

/** A picture with areas to tap. The base width is always 1040; LINE asks for the picture at baseUrl/1040. */
export function imagemap(message, tap) {
  const { width = 1040, height = 1040 } = message.baseSize ?? {};
  const node = h('div', { class: 'imagemap', style: { aspectRatio: `${width} / ${height}` } }, picture(`${message.baseUrl}/1040`, message.altText ?? '', 'cover'));
  const film = message.video;
  if (film) {
    node.append(h('video', { class: 'imagemap-film', controls: true, preload: 'none', poster: address(film.previewImageUrl), src: address(film.originalContentUrl), 'aria-label': 'วิดีโอ', style: percent(film.area, width, height) }));
  }
  for (const action of message.actions ?? []) {
    node.append(h('button', {
      type: 'button', class: 'area', data: { testid: 'tap', action: action.type }, 'aria-label': action.label ?? action.text ?? action.linkUri ?? action.clipboardText,
      style: percent(action.area, width, height), on: { click: () => tap(plain(action)) },
    }));
  }
  return node;
}

// An imagemap names its parts differently from other actions.
function plain(action) {
  switch (action.type) {
    case 'uri': return { type: 'uri', label: action.label, uri: action.linkUri };
    case 'message': return { type: 'message', label: action.label, text: action.text };
    default: return { type: action.type, label: action.label, clipboardText: action.clipboardText };
  }
}

/** Where a rectangle of a picture is, in percent of the picture. */
export function percent(area, width, height) {
  if (!area) return {};
  const share = (value, whole) => `${(100 * value) / whole}%`;
  return { left: share(area.x, width), top: share(area.y, height), width: share(area.width, width), height: share(area.height, height) };
}
