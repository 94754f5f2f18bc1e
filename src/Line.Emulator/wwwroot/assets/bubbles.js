// One message of any kind as the node that goes into the chat.
import { h } from './dom.js';
import { icon } from './icons.js';
import { address } from './api.js';
import { flex } from './flex.js';
import { imagemap, template } from './templates.js';
import { picture } from './pictures.js';
import { stickerFace } from './stickers.js';
import { textNodes } from './text.js';
import { minutes } from './words.js';

/** Kinds that bring their own frame, so the chat puts no balloon around them. */
const FRAMELESS = new Set(['image', 'video', 'sticker', 'imagemap', 'template', 'flex', 'location']);

export const hasBalloon = message => !FRAMELESS.has(message.type);

/** Draws the message; `tap(action)` runs when a part of it is pressed. */
export function body(message, tap) {
  switch (message.type) {
    case 'text': case 'textV2': return h('div', { class: 'words' }, textNodes(message));
    case 'image': return photo(message);
    case 'video': return film(message);
    case 'audio': return voice(message);
    case 'file': return file(message);
    case 'location': return place(message);
    case 'sticker': return stickerFace(message);
    case 'imagemap': return imagemap(message, tap);
    case 'template': return template(message.template, tap);
    case 'flex': return flex(message.contents, tap);
    default: return h('div', { class: 'unknown' }, `ข้อความชนิด ${message.type}`);
  }
}

function photo(message) {
  const whole = address(message.contentUrl ?? message.originalContentUrl);
  return h('a', { class: 'photo', href: whole, target: '_blank', rel: 'noopener noreferrer', 'aria-label': 'รูปภาพ เปิดดูเต็ม' },
    picture(message.contentUrl ?? message.previewImageUrl ?? message.originalContentUrl, 'รูปภาพ', 'cover'));
}

function film(message) {
  const node = h('video', { class: 'film', controls: true, preload: 'metadata', src: address(message.contentUrl ?? message.originalContentUrl), poster: address(message.previewImageUrl), 'aria-label': 'วิดีโอ' });
  node.addEventListener('error', () => node.classList.add('broken'));
  return h('div', { class: 'film-box' }, node);
}

function voice(message) {
  const player = new Audio();
  player.preload = 'none';
  player.src = address(message.contentUrl ?? message.originalContentUrl) ?? '';
  const toggle = h('button', { type: 'button', class: 'voice-play', 'aria-label': 'เล่นเสียง' }, icon('play', 20));
  const bars = h('span', { class: 'voice-bars', 'aria-hidden': 'true' }, Array.from({ length: 18 }, (_, at) => h('i', { style: { height: `${30 + ((at * 37) % 70)}%` } })));
  const length = h('span', { class: 'voice-time' }, message.duration ? minutes(message.duration) : 'เสียง');
  const node = h('div', { class: 'voice' }, toggle, bars, length);
  const show = playing => {
    node.classList.toggle('playing', playing);
    toggle.setAttribute('aria-label', playing ? 'หยุดเสียง' : 'เล่นเสียง');
  };
  toggle.addEventListener('click', () => (player.paused ? player.play().catch(() => node.classList.add('broken')) : player.pause()));
  player.addEventListener('play', () => show(true));
  for (const end of ['pause', 'ended']) player.addEventListener(end, () => show(false));
  player.addEventListener('timeupdate', () => {
    const whole = message.duration ? message.duration / 1000 : player.duration;
    node.style.setProperty('--played', Number.isFinite(whole) && whole > 0 ? String(Math.min(1, player.currentTime / whole)) : '0');
  });
  return node;
}

function file(message) {
  return h('a', { class: 'file', href: address(message.contentUrl), download: message.fileName ?? '' }, icon('file', 28),
    h('span', { class: 'file-words' }, h('span', { class: 'file-name' }, message.fileName ?? 'ไฟล์'), message.fileSize ? h('small', {}, `${Math.ceil(message.fileSize / 1024)} KB`) : null));
}

function place(message) {
  const title = message.title || 'ตำแหน่งที่ตั้ง';
  return h('a', {
    class: 'place', target: '_blank', rel: 'noopener noreferrer', 'aria-label': `${title} ${message.address ?? ''} เปิดแผนที่`,
    href: `https://www.openstreetmap.org/?mlat=${Number(message.latitude)}&mlon=${Number(message.longitude)}#map=16/${Number(message.latitude)}/${Number(message.longitude)}`,
  },
  h('span', { class: 'place-words' }, h('strong', {}, title), h('span', { class: 'place-address' }, message.address ?? ''),
    h('small', {}, `${Number(message.latitude).toFixed(4)}, ${Number(message.longitude).toFixed(4)}`)),
  h('span', { class: 'place-map', 'aria-hidden': 'true' }, icon('pin', 30)));
}
