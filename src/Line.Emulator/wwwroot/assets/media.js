// Voice and pictures made in the browser, for machines without microphone or camera.

const RATE = 16000;

/** A few seconds of a made-up voice as a WAV file: syllables with a falling and rising tone, as Thai has. Gives the blob and its length. */
export function sampleVoice(seconds = 2.4) {
  const count = Math.round(seconds * RATE);
  const wave = new Int16Array(count);
  const syllable = 0.3;
  let phase = 0;
  for (let at = 0; at < count; at++) {
    const time = at / RATE;
    const inside = (time % syllable) / syllable;
    const tone = Math.floor(time / syllable) % 3;
    const pitch = 170 + (tone === 0 ? 30 * inside : tone === 1 ? -35 * inside : 45 * Math.abs(inside - 0.5));
    phase += (2 * Math.PI * pitch) / RATE;
    let sound = 0;
    // Harmonics near 700 and 1150 Hz are louder: what makes a hum sound like “อา”.
    for (let harmonic = 1; harmonic <= 12; harmonic++) {
      const pitchOf = harmonic * pitch;
      sound += Math.sin(harmonic * phase) * (0.25 / harmonic + Math.exp(-(((pitchOf - 700) / 220) ** 2)) * 0.5 + Math.exp(-(((pitchOf - 1150) / 260) ** 2)) * 0.3);
    }
    wave[at] = Math.max(-1, Math.min(1, sound * 0.4 * Math.sin(Math.PI * Math.min(1, inside * 1.15)) ** 0.6)) * 30000;
  }
  return { blob: new Blob([waveHeader(count), wave], { type: 'audio/wav' }), milliseconds: Math.round(seconds * 1000) };
}

function waveHeader(count) {
  const view = new DataView(new ArrayBuffer(44));
  const word = (at, text) => [...text].forEach((letter, offset) => view.setUint8(at + offset, letter.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, count * 2, true);
  return view.buffer;
}

/** A drawn picture of a village road as JPEG; every number gives another hole in the road and another sky. */
export function samplePhoto(number = 0) {
  const canvas = document.createElement('canvas');
  canvas.width = 1080;
  canvas.height = 810;
  const pen = canvas.getContext('2d');
  const fill = (style, draw) => {
    pen.fillStyle = style;
    pen.beginPath();
    draw();
    pen.fill();
  };
  const shape = (...points) => () => points.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  const sky = pen.createLinearGradient(0, 0, 0, 380);
  sky.addColorStop(0, ['#6fb7e8', '#f0a868', '#8fa9bd'][number % 3]);
  sky.addColorStop(1, '#e9f4fa');
  fill(sky, () => pen.rect(0, 0, 1080, 400));
  fill('#8fbf6a', () => pen.rect(0, 360, 1080, 450));
  for (let row = 0; row < 8; row++) fill('rgba(70,120,50,.25)', () => pen.rect(0, 380 + row * row * 7, 1080, 3 + row));
  for (const [x, y, size] of [[150, 330, 70], [240, 345, 50], [860, 335, 65], [960, 350, 45]]) {
    fill('#7b5a3a', () => pen.rect(x - 6, y, 12, 50));
    fill('#4f8a47', () => pen.arc(x, y - size / 3, size, 0, 7));
  }
  fill('#b9a58a', shape([500, 365], [580, 365], [900, 810], [180, 810]));
  fill('#6b5b48', () => pen.ellipse(540 + 40 * ((number % 3) - 1), 640, 150, 42, 0, 0, 7));
  fill('#8fa8b5', () => pen.ellipse(545 + 40 * ((number % 3) - 1), 645, 118, 28, 0, 0, 7));
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('วาดภาพไม่ได้'))), 'image/jpeg', 0.86));
}

/** Length of an audio or video file in milliseconds; undefined when the browser can't tell. */
export function lengthOf(blob) {
  return new Promise(resolve => {
    const media = document.createElement(blob.type.startsWith('video') ? 'video' : 'audio');
    const url = URL.createObjectURL(blob);
    const done = value => {
      URL.revokeObjectURL(url);
      resolve(value);
    };
    media.preload = 'metadata';
    media.addEventListener('loadedmetadata', () => done(Number.isFinite(media.duration) ? Math.round(media.duration * 1000) : undefined));
    media.addEventListener('error', () => done(undefined));
    media.src = url;
  });
}

export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder);

/** Starts recording; `stop()` gives the blob and its length, `cancel()` throws it away. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = ['audio/mp4', 'audio/webm'].find(kind => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const chunks = [];
  const began = performance.now();
  recorder.addEventListener('dataavailable', event => chunks.push(event.data));
  recorder.start();
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    stop: () => new Promise(resolve => {
      recorder.addEventListener('stop', () => {
        end();
        resolve({ blob: new Blob(chunks, { type: recorder.mimeType }), milliseconds: Math.round(performance.now() - began) });
      });
      recorder.stop();
    }),
    cancel() {
      recorder.stop();
      end();
    },
  };
}
