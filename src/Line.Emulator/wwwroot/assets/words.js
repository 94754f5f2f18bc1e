// Thai words and dates used in several places. Times are those of Thailand whatever the machine's zone.

const zone = 'Asia/Bangkok';
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exact = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', weekday: 'short' });

const WEEKDAYS = { Sun: 'อา.', Mon: 'จ.', Tue: 'อ.', Wed: 'พ.', Thu: 'พฤ.', Fri: 'ศ.', Sat: 'ส.' };
const MONTHS = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'];

export const timeOfDay = at => `${clock.format(new Date(at))} น.`;
export const exactTime = at => exact.format(new Date(at));

/** “จ. 23 พ.ย. 2569”: the Buddhist year is the Christian one plus 543. */
export function dayOf(at) {
  const part = Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${WEEKDAYS[part.weekday]} ${part.day} ${MONTHS[part.month - 1]} ${Number(part.year) + 543}`;
}

export function minutes(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const VILLAGERS = ['ป้าสมศรี', 'ลุงบุญมี', 'น้าแดง', 'ยายทองใบ', 'พี่ติ๋ม', 'ตาชม', 'น้องแพรว', 'ลุงสนั่น', 'ป้าอุไร', 'น้าเปี๊ยก', 'พี่นก', 'ยายสาย', 'ตาผล', 'ป้าจำปี', 'ลุงหมาน', 'น้องข้าว'];
const GROUPS = ['กลุ่มบ้านหนองน้อย', 'กลุ่มแม่บ้านท่าน้ำ', 'กลุ่มบ้านดอนตาล', 'กลุ่มผู้ใช้น้ำคลองเล็ก'];

/** A made-up name nobody on the page has yet. */
export const newVillager = taken => fresh(VILLAGERS, taken);
export const newGroup = taken => fresh(GROUPS, taken);

function fresh(names, taken) {
  const used = new Set(taken);
  for (let round = 1; ; round++) {
    const free = names.map(name => (round === 1 ? name : `${name} ${round}`)).find(name => !used.has(name));
    if (free) return free;
  }
}

/** One line telling what a message is, for quotes and screen readers. */
export function gist(message) {
  switch (message?.type) {
    case 'text': case 'textV2': case 'event': return message.text ?? '';
    case 'image': return 'รูปภาพ';
    case 'video': return 'วิดีโอ';
    case 'audio': return 'ข้อความเสียง';
    case 'file': return message.fileName ?? 'ไฟล์';
    case 'location': return message.title ?? message.address ?? 'ตำแหน่ง';
    case 'sticker': return 'สติกเกอร์';
    default: return message?.altText ?? message?.type ?? '';
  }
}

const NOTES = new Map([
  ['added the bot as a friend', 'เพิ่มเป็นเพื่อนแล้ว'],
  ['blocked the bot', 'บล็อกบัญชีนี้แล้ว'],
  ['unblocked the bot', 'เลิกบล็อกแล้ว'],
  ['the bot joined', 'บอทเข้ากลุ่มแล้ว'],
  ['the bot left', 'บอทออกจากกลุ่มแล้ว'],
  ['the bot was removed', 'บอทถูกเอาออกจากกลุ่ม'],
]);
const NOTE_ENDS = [[' joined', 'เข้ากลุ่มแล้ว'], [' left', 'ออกจากกลุ่มแล้ว']];

/** What the emulator notes in a chat, in the language of the phones; what it has no words for stays as it is. */
export function note(text) {
  const known = NOTES.get(text);
  if (known) return known;
  const end = NOTE_ENDS.find(([english]) => text.endsWith(english));
  return end ? `${text.slice(0, -end[0].length)} ${end[1]}` : text;
}
