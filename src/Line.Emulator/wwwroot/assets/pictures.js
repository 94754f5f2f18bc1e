import { h } from './dom.js';
import { icon } from './icons.js';
import { address } from './api.js';

/** A picture that fills its frame; where it can't be had the frame says so, with the address for the engineer. */
export function picture(url, description, fit = 'cover') {
  const source = address(url);
  // The page loads nothing from elsewhere (its content security policy), so such a picture is not even tried.
  if (!source || ![location.origin, 'null'].includes(new URL(source).origin)) return missing(url);
  const image = h('img', { src: source, alt: description, loading: 'lazy', class: 'picture', style: { objectFit: fit }, draggable: 'false' });
  image.addEventListener('error', () => image.replaceWith(missing(url)));
  return image;
}

const missing = url => h('span', { class: 'no-picture', title: url ?? '', role: 'img', 'aria-label': 'ดูรูปไม่ได้' }, icon('picture', 28));

const SHADES = ['#5b8def', '#e17a5f', '#59a985', '#b377c9', '#d09a2c', '#4aa3b8', '#c9647f', '#7a8794'];

/** A round portrait: the picture when there is one, else the first letter on a colour that goes with the name. */
export function portrait(name, url, className = '') {
  if (address(url)) return h('span', { class: `portrait ${className}`, 'aria-hidden': 'true' }, picture(url, '', 'cover'));
  const [first] = initial(name);
  const shade = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7) % SHADES.length;
  return h('span', { class: `portrait ${className}`, 'aria-hidden': 'true', style: { backgroundColor: SHADES[shade] } }, first);
}

// People are told apart by what follows ป้า, ลุง …; a Thai word begins with its first consonant, though a vowel may be written before it.
const initial = name => name.replace(/^(ป้า|ลุง|น้า|อา|ยาย|ตา|พี่|น้อง)(?=\p{L})/u, '').replace(/^[เแโใไ]/u, '') || '?';
