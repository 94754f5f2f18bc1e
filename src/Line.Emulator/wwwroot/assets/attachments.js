// Sheets from which a person sends something other than words.
import { api } from './api.js';
import { attempt, button, h, newId, toast } from './dom.js';
import { icon } from './icons.js';
import { canRecord, lengthOf, record, samplePhoto, sampleVoice } from './media.js';
import { PALETTE, stickerFace } from './stickers.js';
import { minutes } from './words.js';

const PLACES = [
  { title: 'ศาลากลางจังหวัดชัยนาท', address: 'ต.บ้านกล้วย อ.เมืองชัยนาท จ.ชัยนาท 17000', latitude: 15.1866, longitude: 100.1251 },
  { title: 'เขื่อนเจ้าพระยา', address: 'ต.บางหลวง อ.สรรพยา จ.ชัยนาท 17150', latitude: 15.1579, longitude: 100.1798 },
  { title: 'ที่ว่าการอำเภอสรรคบุรี', address: 'ต.แพรกศรีราชา อ.สรรคบุรี จ.ชัยนาท 17140', latitude: 15.0396, longitude: 100.1685 },
  { title: 'ที่ว่าการอำเภอหันคา', address: 'ต.หันคา อ.หันคา จ.ชัยนาท 17130', latitude: 15.0086, longitude: 99.9958 },
  { title: 'ตลาดวัดสิงห์', address: 'ต.วัดสิงห์ อ.วัดสิงห์ จ.ชัยนาท 17120', latitude: 15.2588, longitude: 100.0397 },
];

const choose = (accept, multiple = false) => new Promise(resolve => {
  const input = h('input', { type: 'file', accept, multiple });
  input.addEventListener('change', () => resolve([...input.files]));
  input.addEventListener('cancel', () => resolve([]));
  input.click();
});

const choice = (name, label, run, testid) => button('sheet-choice', [icon(name, 22), h('span', {}, label)], run, { data: { testid } });

export function attachSheet(phone) {
  return phone.sheets.menu('ส่งอย่างอื่น', [
    { label: 'รูปภาพ', icon: 'picture', run: () => photoSheet(phone) },
    { label: 'ข้อความเสียง', icon: 'mic', run: () => voiceSheet(phone) },
    { label: 'ตำแหน่งที่ตั้ง', icon: 'pin', run: () => locationSheet(phone) },
    { label: 'สติกเกอร์', icon: 'smile', run: () => stickerSheet(phone) },
    { label: 'วิดีโอ', icon: 'video', testid: 'video-file', run: () => attempt(() => sendFiles(phone, 'video', 'video/*')) },
    { label: 'ไฟล์', icon: 'file', testid: 'any-file', run: () => attempt(() => sendFiles(phone, 'file', '')) },
  ]);
}

async function sendFiles(phone, type, accept) {
  const [file] = await choose(accept);
  if (!file) return;
  const milliseconds = type === 'video' ? await lengthOf(file) : undefined;
  await api.upload(phone.actor(), file, { type, milliseconds, fileName: type === 'file' ? file.name : undefined });
}

export function photoSheet(phone) {
  return phone.sheets.open('ส่งรูปภาพ', close => h('div', { class: 'sheet-list' },
    choice('picture', 'เลือกรูปจากเครื่อง (เลือกหลายรูปได้)', async () => {
      const files = await choose('image/jpeg,image/png', true);
      close();
      await attempt(() => sendPhotos(phone, files));
    }, 'photo-file'),
    choice('camera', 'ภาพตัวอย่าง', () => {
      close();
      attempt(async () => sendPhotos(phone, [await samplePhoto()]));
    }, 'photo-sample'),
    choice('picture', 'ภาพตัวอย่าง 3 รูปพร้อมกัน', () => {
      close();
      attempt(async () => sendPhotos(phone, await Promise.all([0, 1, 2].map(samplePhoto))));
    }, 'photo-set-sample')));
}

// Several pictures chosen together are one set, as in LINE; each is a message of its own.
async function sendPhotos(phone, files) {
  const set = files.length > 1 ? String(Date.now()) : undefined;
  for (const [at, file] of files.entries()) {
    await api.upload(phone.actor(), file, { type: 'image', set, index: set && at + 1, total: set && files.length });
  }
}

export function voiceSheet(phone) {
  let take = null;
  let timer;
  const opened = phone.sheets.open('ข้อความเสียง', close => {
    const time = h('output', { class: 'record-time' }, canRecord() ? '0:00' : '');
    const hint = h('p', { class: 'hint' }, canRecord() ? 'แตะเพื่อพูด แตะอีกครั้งเพื่อส่ง' : 'เครื่องนี้อัดเสียงในหน้านี้ไม่ได้ ใช้ไฟล์หรือเสียงตัวอย่างแทนได้ค่ะ');
    const send = (blob, milliseconds) => attempt(() => api.upload(phone.actor(), blob, { type: 'audio', milliseconds }));
    const toggle = async () => {
      if (take) {
        const { blob, milliseconds } = await take.stop();
        take = null;
        close();
        await send(blob, milliseconds);
        return;
      }
      try {
        take = await record();
      } catch {
        hint.textContent = 'ใช้ไมโครโฟนไม่ได้ ลองไฟล์หรือเสียงตัวอย่างแทนนะคะ';
        return;
      }
      const began = Date.now();
      mic.classList.add('recording');
      mic.setAttribute('aria-label', 'หยุดแล้วส่ง');
      timer = setInterval(() => (time.textContent = minutes(Date.now() - began)), 200);
    };
    const mic = button('record', icon('mic', 40), () => attempt(toggle), { label: 'อัดเสียง', disabled: !canRecord(), data: { testid: 'record' } });
    return [time, mic, hint, h('div', { class: 'sheet-list' },
      choice('mic', 'เสียงตัวอย่าง', () => {
        close();
        const sample = sampleVoice();
        send(sample.blob, sample.milliseconds);
      }, 'voice-sample'),
      choice('file', 'เลือกไฟล์เสียง', async () => {
        const [file] = await choose('audio/*');
        close();
        if (file) await send(file, await lengthOf(file) ?? 1000);
      }, 'voice-file'))];
  }, 'voice-sheet');
  // Closing the sheet in the middle throws the recording away.
  return opened.finally(() => {
    clearInterval(timer);
    take?.cancel();
  });
}

export function locationSheet(phone) {
  return phone.sheets.open('ส่งตำแหน่งที่ตั้ง', close => {
    const send = place => {
      close();
      return attempt(() => api.send(phone.actor(), { type: 'location', ...place }));
    };
    const field = (label, value) => {
      const id = newId('place');
      const input = h('input', { id, inputmode: 'decimal', value, required: true });
      return { input, node: h('div', { class: 'field' }, h('label', { for: id }, label), input) };
    };
    const [latitude, longitude] = [field('ละติจูด', '15.1866'), field('ลองจิจูด', '100.1251')];
    const own = event => {
      event.preventDefault();
      const [lat, long] = [Number(latitude.input.value), Number(longitude.input.value)];
      if (!(Math.abs(lat) <= 90 && Math.abs(long) <= 180)) toast('ตัวเลขพิกัดไม่ถูกต้องค่ะ', 'error');
      else send({ address: `${lat}, ${long}`, latitude: lat, longitude: long });
    };
    return [
      h('div', { class: 'sheet-list' }, PLACES.map(place => button('sheet-choice', [icon('pin', 22), h('span', {}, place.title, h('small', {}, place.address))], () => send(place), { data: { testid: 'location-place' } }))),
      h('form', { class: 'coordinates', on: { submit: own } }, latitude.node, longitude.node, h('button', { type: 'submit', class: 'wide-button', data: { testid: 'location-own' } }, 'ส่งพิกัดนี้')),
    ];
  });
}

export function stickerSheet(phone) {
  return phone.sheets.open('สติกเกอร์', close => h('div', { class: 'sticker-palette' }, PALETTE.map(one => {
    const { packageId, stickerId, keywords } = one;
    return button('sticker-choice', stickerFace(one), () => {
      close();
      attempt(() => api.send(phone.actor(), { type: 'sticker', packageId, stickerId, keywords }));
    }, { label: keywords.join(' '), data: { testid: 'sticker' } });
  })));
}
