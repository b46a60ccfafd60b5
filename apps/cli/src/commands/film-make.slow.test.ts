import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureSound, probe } from '@fantascope/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readCredentials } from '../../../../test/credentials/second-reader.ts';
import { inAShell } from '../in-a-shell.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-make-'));
  await writeFile(
    join(folder, 'brief.md'),
    [
      '# 守夜人 / The Watchman',
      '',
      '音乐: 平静',
      '旁白: 中文',
      '',
      '- 夜里，海边的灯塔亮着。[镜头推近]',
      '- 雪落在山上，一只小兔抬头看。',
      '  小兔：「你冷吗？」',
    ].join('\n'),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fantascope = (...words: string[]) => inAShell(folder, words).end;
const tagsOf = (file: string) =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags:stream=codec_name,duration', '-of', 'json', file], {
      encoding: 'utf8',
    }),
  ) as {
    format: { tags: Record<string, string> };
    streams: readonly { codec_name: string; duration: string }[];
  };

test('a brief of three sentences becomes a film with voices, music, captions, labels and a document, and the document becomes the film again', async () => {
  const made = await fantascope('film', 'make', 'brief.md', '--size', '320x180', '--out', 'film.mp4', '--json');
  expect(made.err).not.toContain('Could not finish');
  expect(made.code).toBe(0);
  const told = JSON.parse(made.out) as {
    frames: number;
    fps: number;
    sound: { integratedLufs: number; truePeakDbtp: number };
    credentials: unknown;
  };
  const film = join(folder, 'film.mp4');
  expect(await probe(film)).toMatchObject({ widthPx: 320, heightPx: 180, frames: told.frames });
  // As loud as it says, measured once more on the film itself, and never over the limit.
  const heard = await measureSound(film, { ffmpegPath: 'ffmpeg' });
  expect(heard.integratedLufs).toBeCloseTo(-14, 0);
  expect(Math.abs((heard.integratedLufs ?? 0) + 14)).toBeLessThanOrEqual(0.5);
  expect(heard.truePeakDbtp).toBeLessThanOrEqual(-1);
  expect(told.sound.integratedLufs).toBeCloseTo(heard.integratedLufs ?? 0, 1);
  const { format, streams } = tagsOf(film);
  expect(JSON.parse(format.tags['AIGC'] ?? '')).toMatchObject({ Label: '1', ContentProducer: 'Fantascope' });
  // Its credentials hold, say what made it, and name nothing of this machine.
  expect(told.credentials).toMatchObject({ outcome: 'sealed', isGivenKey: false });
  const bytes = await readFile(film);
  const { problems, assertions } = readCredentials(bytes);
  expect(problems).toEqual([]);
  const ingredients = [...assertions].flatMap(([label, said]) =>
    label.startsWith('c2pa.ingredient') && said instanceof Map ? [said] : [],
  );
  expect(ingredients.map((said) => said.get('dc:title'))).toEqual([
    ...['Fantascope animatic painter', 'Fantascope voices', 'Fantascope music', 'ffmpeg'],
  ]);
  expect(bytes.includes(folder)).toBe(false);
  const [created] = (assertions.get('c2pa.actions.v2') as Map<string, Map<string, unknown>[]>).get('actions') ?? [];
  expect(created?.get('digitalSourceType')).toBe(format.tags['DigitalSourceType']);
  expect(format.tags['DigitalSourceType']).toMatch(/\/algorithmicMedia$/);
  const [video, sound] = streams;
  expect([video?.codec_name, sound?.codec_name]).toEqual(['h264', 'aac']);
  expect(Math.abs(Number(video?.duration) - Number(sound?.duration))).toBeLessThan(1 / told.fps);
  // The document beside it: every line is said inside its shot, and its captions begin with it.
  const document = parseYaml(await readFile(join(folder, 'film.yaml'), 'utf8')) as {
    shots: readonly {
      lengthSec: number;
      lines?: readonly { startSec: number }[];
      captions?: readonly { style?: string; startSec: number }[];
    }[];
  };
  const lines = document.shots.flatMap(({ lines = [], lengthSec }) => lines.map((line) => ({ ...line, lengthSec })));
  expect(lines).toHaveLength(3);
  for (const { startSec, lengthSec } of lines) expect(startSec).toBeLessThan(lengthSec);
  for (const { lines = [], captions = [] } of document.shots)
    for (const { startSec } of lines) expect(captions.some((caption) => Math.abs(caption.startSec - startSec) < 0.05)).toBe(true);
  const again = await fantascope('film', 'film.yaml', '--out', 'again.mp4', '--captions', 'both', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ frames: told.frames, reusedFrames: told.frames, sound: told.sound });
  // As loud in every container that holds sound.
  for (const file of ['film.webm', 'film.mov']) {
    const other = await fantascope('film', 'film.yaml', '--out', file, '--speed', 'fast', '--json');
    expect(other.code, other.err).toBe(0);
    const measured = await measureSound(join(folder, file), { ffmpegPath: 'ffmpeg' });
    expect(Math.abs((measured.integratedLufs ?? 0) + 14), file).toBeLessThanOrEqual(0.5);
    expect(measured.truePeakDbtp, file).toBeLessThanOrEqual(-1);
    await rm(join(folder, file));
  }
  // Players read both caption files, and read the same times in them.
  const cuesOf = (file: string) =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0', join(folder, file)], {
      encoding: 'utf8',
    });
  expect(cuesOf('again.srt').trim().split('\n').length).toBeGreaterThanOrEqual(3);
  expect(cuesOf('again.vtt')).toBe(cuesOf('again.srt'));
  // Only what was asked for is left behind.
  expect((await readdir(folder)).sort()).toEqual([
    ...['again.mp4', 'again.srt', 'again.vtt', 'brief.md', 'cache', 'film.mp4', 'film.yaml'],
  ]);
}, 120_000);

test('a film is silent where nothing is asked for, and a format without sound says so', async () => {
  const document = parseYaml(await readFile(join(folder, 'film.yaml'), 'utf8')) as { shots: Record<string, unknown>[] };
  await writeFile(
    join(folder, 'silent.json'),
    JSON.stringify({ ...document, shots: document.shots.map(({ effects: _, ...shot }) => shot) }),
  );
  const silent = await fantascope('film', 'silent.json', '--out', 'silent.mp4', '--voice', 'off', '--music', 'off', '--json');
  expect(JSON.parse(silent.out)).toMatchObject({ sound: null });
  expect(tagsOf(join(folder, 'silent.mp4')).streams).toHaveLength(1);
  const gif = await fantascope('film', 'film.yaml', '--out', 'film.gif', '--lang', 'en', '--json');
  expect(JSON.parse(gif.out)).toMatchObject({ sound: null });
  expect(gif.err).toContain('This format holds no sound');
  const webm = await fantascope('film', 'film.yaml', '--out', 'film.webm', '--lang', 'zh');
  expect(webm.err).toContain('film.webm 不带内容凭证');
  expect(webm.code).toBe(0);
}, 120_000);

/** The emulated language model as `npm run emulators` starts it: its address, and what it says of its bill when it is ended. */
async function chatEmulator(): Promise<Readonly<{ llm: string; end: () => Promise<string> }>> {
  // A program that is started, never a room that is imported.
  const program = join(fileURLToPath(new URL('../../../../packages/emulators/', import.meta.url)), 'src', 'main.ts');
  const words = ['chat-completions', '--port', '0', '--work-ms', '5', '--json', '--lang', 'en'];
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('\n'))
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(said)))]);
  const { chat } = JSON.parse(said) as { chat: { url: string } };
  const end = async () => {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'close');
    return said;
  };
  return { llm: `${chat.url}#emulated`, end };
}

test('a script that an emulated language model writes becomes a film of that text; it is told where the text goes, that nobody read it, and nothing is kept', async () => {
  const chat = await chatEmulator();
  try {
    const ferry = 'A boat leaves the harbour at dusk.\n\nAda: "Hold on to the rail."\n\nOld Tom: "We are home soon."\n';
    await writeFile(
      join(folder, 'ferry.md'),
      `# The Ferry\n\n## Cast\n\n- Ada: a girl in a yellow coat\n- Old Tom: an old man\n\n## The sea\n\n${ferry}`,
    );
    await writeFile(join(folder, 'fox.txt'), '狐狸走进森林。\n天上下着雪。\n');
    const script = (file: string, ...words: string[]) => fantascope('film', 'make', file, '--llm', chat.llm, '--json', ...words);
    const fox = await script('fox.txt', '--dry-run');
    expect(fox.code, fox.err).toBe(0);
    const told = JSON.parse(fox.out) as {
      title: object;
      shots: readonly { action: string; animatic: object }[];
      notices: readonly { code: string }[];
    };
    expect(told).toMatchObject({
      title: { zh: '狐狸走进森林。 · EMULATED' },
      shots: [{ animatic: { place: 'forest' } }, { animatic: { weather: 'snow' } }],
    });
    expect(told.notices.map(({ code }) => code)).toEqual(['writer.emulated']);
    expect(fox.err).toContain('EMULATED');

    const made = await script('ferry.md', '--voice', 'off', '--size', '160x90', '--speed', 'fast', '--out', 'ferry.mp4');
    expect(made.code, made.err).toBe(0);
    expect(await probe(join(folder, 'ferry.mp4'))).toMatchObject({ widthPx: 160, heightPx: 90 });
    const document = parseYaml(await readFile(join(folder, 'ferry.yaml'), 'utf8')) as {
      title: object;
      cast: readonly { name: string; voice: { name: string } }[];
      shots: readonly { lines?: readonly { who?: string; text: object }[] }[];
    };
    expect(document.title).toEqual({ en: 'The Ferry · EMULATED' });
    expect(document.cast.map(({ name, voice }) => [name, voice.name])).toEqual([
      ['Ada', 'espeak/girl'],
      ['Old Tom', 'espeak/elder'],
    ]);
    expect(document.shots.flatMap(({ lines = [] }) => lines.map(({ who }) => who))).toEqual([undefined, 'Ada', 'Old Tom']);

    // Each text went out once, after it was written down where to; what cost nothing is not kept as if it had been paid for.
    expect(await chat.end()).toContain('2 tasks were taken');
    const journal = (await readFile(join(folder, 'cache', 'home', 'writer.jsonl'), 'utf8')).trim().split('\n');
    expect(journal.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['asking', 'answered', 'asking', 'answered']);
    expect(await readdir(join(folder, 'cache', 'home'))).not.toContain('scripts');

    // A public address over plain http is refused before anything is read there.
    const open = await fantascope('film', 'make', 'fox.txt', '--llm', 'http://8.8.8.8/v1#m', '--dry-run', '--json');
    expect([open.code, JSON.parse(open.out)]).toMatchObject([2, { error: { code: 'writer.not-https' } }]);
  } finally {
    await chat.end();
  }
}, 120_000);
