// LINE's keywords and numbers as CSS. Pixel values are those LINE's own apps and simulator use.

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const FONTS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const IMAGES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 };
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;

function measure(value, keywords) {
  if (value === undefined || value === null) return undefined;
  if (Object.hasOwn(keywords, value)) return `${keywords[value]}px`;
  return LENGTH.test(value) ? value : undefined;
}

export const space = value => measure(value, SPACES);
export const fontSize = value => measure(value, FONTS);
export const border = value => measure(value, BORDERS);
export const imageWidth = value => (value === 'full' ? '100%' : measure(value ?? 'md', IMAGES));
export const bubbleWidth = size => `${BUBBLES[size] ?? BUBBLES.mega}px`;
export const extent = value => (LENGTH.test(value ?? '') ? value : undefined);
export const colour = value => (COLOUR.test(value ?? '') ? value : undefined);

/** “20:13” as CSS has it. */
export function ratio(value) {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? '');
  return match ? `${match[1]} / ${match[2]}` : '1 / 1';
}

export function gradient(background) {
  if (background?.type !== 'linearGradient') return undefined;
  const angle = /^-?\d+(\.\d+)?deg$/.test(background.angle ?? '') ? background.angle : '0deg';
  const stops = [colour(background.startColor), colour(background.endColor)];
  if (stops.includes(undefined)) return undefined;
  const middle = colour(background.centerColor);
  if (middle) stops.splice(1, 0, `${middle} ${/^\d+(\.\d+)?%$/.test(background.centerPosition ?? '') ? background.centerPosition : '50%'}`);
  return `linear-gradient(${angle}, ${stops.join(', ')})`;
}

/** Position and offsets of a component that has them. */
export function placing(component) {
  const absolute = component.position === 'absolute';
  return {
    position: absolute ? 'absolute' : 'relative',
    top: space(component.offsetTop),
    bottom: space(component.offsetBottom),
    insetInlineStart: space(component.offsetStart),
    insetInlineEnd: space(component.offsetEnd),
  };
}

/**
 * How a component shares its box. In a horizontal or baseline box a part takes an equal share unless told otherwise
 * (icons, separators and boxes of told width do not; none do when the box justifies its content); in a vertical box it takes what it needs.
 */
export function sharing(component, box) {
  const across = box.layout !== 'vertical';
  if (component.position === 'absolute') return {};
  const fixed = component.type === 'icon' || component.type === 'separator' || component.width !== undefined || box.justifyContent !== undefined;
  const flex = component.flex ?? (component.type === 'filler' ? 1 : across && !fixed ? 1 : 0);
  if (!(flex > 0)) return { flex: '0 0 auto', maxWidth: across ? '100%' : undefined };
  return { flex: across ? `${flex} 1 0` : `${flex} 0 auto`, minWidth: across ? '0' : undefined };
}

export const ALIGN = { start: 'flex-start', center: 'center', end: 'flex-end', top: 'flex-start', bottom: 'flex-end' };
export const JUSTIFY = new Set(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly']);
