// Stand-ins for LINE's stickers: the pictures belong to LINE, so faces are drawn here, with the keywords LINE would tell.
import { h, s } from './dom.js';

/** What the palette offers: packages and ids of LINE's list of stickers that bots may use. */
export const PALETTE = [
  { packageId: '446', stickerId: '1988', keywords: ['สวัสดี', 'ทักทาย'], mood: 'happy', colour: '#ffd75e' },
  { packageId: '446', stickerId: '1989', keywords: ['ขอบคุณ', 'ไหว้'], mood: 'thanks', colour: '#ffb3a7' },
  { packageId: '446', stickerId: '1990', keywords: ['ตกลง', 'โอเค'], mood: 'wink', colour: '#a8e0a0' },
  { packageId: '446', stickerId: '1991', keywords: ['ดีใจ', 'หัวเราะ'], mood: 'laugh', colour: '#ffe08a' },
  { packageId: '446', stickerId: '1992', keywords: ['รัก', 'หัวใจ'], mood: 'love', colour: '#ffc1d6' },
  { packageId: '446', stickerId: '1993', keywords: ['เสียใจ', 'ร้องไห้'], mood: 'sad', colour: '#b5d4f5' },
  { packageId: '446', stickerId: '1994', keywords: ['โกรธ', 'ไม่พอใจ'], mood: 'angry', colour: '#f7a58e' },
  { packageId: '446', stickerId: '1995', keywords: ['ง่วงนอน', 'ฝันดี'], mood: 'sleepy', colour: '#cdc3ee' },
];

const stroke = { fill: 'none', stroke: '#4b3a2a', 'stroke-width': 3.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
const line = d => s('path', { d, ...stroke });
const dot = (x, y) => s('circle', { cx: x, cy: y, r: 4, fill: '#4b3a2a' });
const EYES = {
  open: () => [dot(36, 44), dot(64, 44)],
  arcs: () => [line('M29 46q7-9 14 0'), line('M57 46q7-9 14 0')],
  lids: () => [line('M29 44q7 6 14 0'), line('M57 44q7 6 14 0')],
  wink: () => [dot(36, 44), line('M57 44h13')],
  hearts: () => [36, 64].map(x => s('path', { d: `M${x} 52c-14-9-7-19 0-12 7-7 14 3 0 12z`, fill: '#e0446a' })),
  cross: () => [line('M28 37l13 6'), line('M72 37l-13 6'), dot(36, 47), dot(64, 47)],
};
const MOODS = {
  happy: () => [EYES.open(), line('M34 60q16 15 32 0')],
  thanks: () => [EYES.lids(), line('M42 60q8 6 16 0'), s('path', { d: 'M50 66l-9 26h18z', fill: '#fff', ...{ stroke: '#4b3a2a', 'stroke-width': 3 } })],
  wink: () => [EYES.wink(), line('M34 60q16 15 32 0')],
  laugh: () => [EYES.arcs(), s('path', { d: 'M32 58h36q-4 20-18 20T32 58z', fill: '#c8453b' })],
  love: () => [EYES.hearts(), line('M36 64q14 12 28 0')],
  sad: () => [EYES.lids(), line('M38 70q12-11 24 0'), s('path', { d: 'M31 52q-6 12 0 14 6-2 0-14z', fill: '#4d9be6' })],
  angry: () => [EYES.cross(), line('M38 70q12-9 24 0')],
  sleepy: () => [EYES.lids(), line('M44 66q6 4 12 0'), line('M74 18h12l-12 12h12')],
  plain: () => [EYES.open(), line('M40 64h20')],
};

/** A drawn face of the sticker with its keywords under it; unknown ones show their numbers. */
export function stickerFace({ packageId, stickerId, keywords, text }) {
  const known = PALETTE.find(one => one.packageId === String(packageId) && one.stickerId === String(stickerId));
  const words = keywords?.length > 0 ? keywords : known?.keywords ?? [];
  const label = text || words.slice(0, 2).join(' · ') || `${packageId}/${stickerId}`;
  return h('div', { class: 'sticker', role: 'img', 'aria-label': `สติกเกอร์ ${label}`, title: `sticker ${packageId}/${stickerId}` },
    s('svg', { viewBox: '0 0 100 100', 'aria-hidden': 'true' },
      s('circle', { cx: 50, cy: 50, r: 44, fill: known?.colour ?? shade(stickerId), stroke: '#fff', 'stroke-width': 5 }),
      MOODS[known?.mood ?? guess(words)]()),
    h('span', { class: 'sticker-words' }, label));
}

const shade = id => `hsl(${(Number(id) * 47) % 360 || 40} 75% 80%)`;

function guess(words) {
  const all = words.join(' ').toLowerCase();
  const signs = [['thanks', /ขอบคุณ|ไหว้|thank/], ['love', /รัก|หัวใจ|love|heart/], ['sad', /เศร้า|เสียใจ|ร้องไห้|sad|cry/], ['laugh', /ดีใจ|หัวเราะ|laugh|happy|yay/], ['angry', /โกรธ|angry/], ['sleepy', /ง่วง|ฝันดี|sleep|night/]];
  return signs.find(([, pattern]) => pattern.test(all))?.[0] ?? 'happy';
}
