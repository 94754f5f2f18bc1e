import { h } from './dom.js';
import { nameOf } from './store.js';

// Thai has no space after an address, so an address ends at the first Thai letter, space or quote.
const URL_PATTERN = /https?:\/\/[^\s<>"'\u0E00-\u0E7F]+/g;

/** The text of a text or textV2 message as nodes: links, LINE emoji and mentions. */
export function textNodes(message) {
  if (message.type === 'textV2') return version2(message);
  const text = message.text ?? '';
  const marks = [...emojiMarks(message, text), ...mentionMarks(message, text)].sort((a, b) => a.start - b.start);
  const nodes = [];
  let from = 0;
  for (const mark of marks) {
    if (mark.start < from) continue;
    nodes.push(...linked(text.slice(from, mark.start)), mark.node);
    from = mark.end;
  }
  return [...nodes, ...linked(text.slice(from))];
}

// A bot's text holds one “$” for each emoji; a person's holds a word in brackets, of the length told.
function emojiMarks(message, text) {
  return (message.emojis ?? []).filter(emoji => Number.isInteger(emoji.index) && emoji.index < text.length)
    .map(emoji => ({ start: emoji.index, end: emoji.index + (emoji.length ?? 1), node: emojiNode(emoji) }));
}

function mentionMarks(message, text) {
  return (message.mention?.mentionees ?? []).filter(mentionee => Number.isInteger(mentionee.index))
    .map(({ index, length }) => ({ start: index, end: index + length, node: h('span', { class: 'mention' }, text.slice(index, index + length)) }));
}

function version2({ text = '', substitution = {} }) {
  const nodes = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(at, at + 2);
    if (pair === '{{' || pair === '}}') {
      plain += text[at++];
      continue;
    }
    const end = text[at] === '{' ? text.indexOf('}', at) : -1;
    const key = end > 0 ? text.slice(at + 1, end) : null;
    if (key !== null && Object.hasOwn(substitution, key)) {
      nodes.push(...linked(plain), substituted(substitution[key]));
      plain = '';
      at = end;
    } else {
      plain += text[at];
    }
  }
  return [...nodes, ...linked(plain)];
}

function substituted(value) {
  if (value.type === 'emoji') return emojiNode(value);
  if (value.type !== 'mention') return '';
  return h('span', { class: 'mention' }, value.mentionee?.type === 'all' ? '@ทุกคน' : `@${nameOf(value.mentionee?.userId)}`);
}

function emojiNode({ productId, emojiId }) {
  return h('span', { class: 'line-emoji', role: 'img', 'aria-label': 'อิโมจิ LINE', title: `LINE emoji ${productId}/${emojiId}` }, '☺');
}

function linked(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    const url = match[0].replace(/[.,;:!?)\]}]+$/, '');
    nodes.push(text.slice(from, match.index), h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url));
    from = match.index + url.length;
  }
  return [...nodes, text.slice(from)].filter(node => node !== '');
}
