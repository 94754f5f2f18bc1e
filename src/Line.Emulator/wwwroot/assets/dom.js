// Building the page. Text from the server only ever becomes a text node or an attribute value.

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element. `on` holds listeners, `data` data-attributes, `style` inline styles; the rest are attributes. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'data') Object.assign(node.dataset, clean(value));
    else if (name === 'style') setStyle(node, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export function setStyle(node, style) {
  for (const [name, value] of Object.entries(style)) {
    if (value === undefined || value === null || value === '') continue;
    if (name.startsWith('--')) node.style.setProperty(name, String(value));
    else node.style[name] = String(value);
  }
}

function clean(data) {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== null));
}

/** A button that never submits a form. `label` is for buttons that show only a picture. */
export function button(className, content, onClick, props = {}) {
  const { label, ...rest } = props;
  return h('button', { type: 'button', class: className, 'aria-label': label, title: label, on: { click: onClick }, ...rest }, content);
}

let sequence = 0;
/** An id no other element of the page has, for labels. */
export const newId = stem => `${stem}-${++sequence}`;

/** Says something at the foot of the page for a few seconds. */
export function toast(text, kind = 'info') {
  const note = h('div', { class: `toast toast-${kind}` }, text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), kind === 'error' ? 8000 : 4000);
}

/** Runs what a press started; a refusal is told to the person instead of being lost. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message || String(error), 'error');
    return undefined;
  }
}
