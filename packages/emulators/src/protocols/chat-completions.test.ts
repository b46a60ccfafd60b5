import { afterEach, beforeEach, expect, test } from 'vitest';
import { askEmulator, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let chat: Emulator;
beforeEach(async () => {
  chat = await startEmulator('chat-completions', { workMs: 5 });
});
afterEach(() => chat.close());

const texts = { type: 'string' };
const schema = {
  type: 'object',
  properties: {
    ...{ title: texts, logline: texts },
    cast: { type: 'array', maxItems: 20, items: { type: 'object', properties: { name: texts, kind: texts, description: texts } } },
    scenes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          heading: texts,
          shots: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                shows: texts,
                camera: texts,
                lines: {},
                lengthSec: {},
                photo: texts,
                place: { enum: ['sea', 'forest', 'city'] },
                subject: { enum: ['rabbit', 'boat'] },
              },
            },
          },
        },
      },
    },
  },
};
const asked = (brief: string, system = 'Write a film. About 20 seconds in all.') => ({
  model: 'm',
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: `==7==\n${brief}\n==7==` },
  ],
});
const ask = (json: unknown) => askEmulator(chat, { method: 'POST', path: '/chat/completions', json });
const inSchema = { response_format: { type: 'json_schema', json_schema: { name: 'film', schema } } };
type Script = {
  title: string;
  cast: { name: string; description: string }[];
  scenes: { heading?: string; shots: Record<string, unknown>[] }[];
};
const scriptOf = async (brief: string, system?: string) => {
  const { json } = await ask({ ...asked(brief, system), ...inSchema });
  return JSON.parse(String(at(json, 'choices.0.message.content'))) as Script;
};

const rabbit =
  '# 月亮上的兔子\n\n音乐: 温柔\n\n## 角色\n\n- 小兔（Rabbit）：红围巾的兔子\n\n## 林中\n\n- 小兔走进森林。\n  小兔：「你冷吗？」\n- 它来到海边。';
const ferry = '# The Ferry\n\nA boat leaves the harbour. Nobody waves.\n\nAda: "Hold on to the rail."';

test('a script is cut out of the text it is asked for: title, who is in it, what is seen and said', async () => {
  const script = await scriptOf(rabbit);
  expect(script.title).toBe('月亮上的兔子 · EMULATED');
  expect(script.cast).toEqual([{ name: '小兔', kind: 'character', description: '红围巾的兔子' }]);
  expect(script.scenes.map(({ heading }) => heading)).toEqual(['林中']);
  expect(script.scenes[0]?.shots).toMatchObject([
    { shows: '小兔走进森林。', place: 'forest', subject: 'rabbit', lines: [{ text: '小兔走进森林。' }, { who: '小兔', text: '你冷吗？' }] },
    { shows: '它来到海边。', place: 'sea', subject: 'rabbit' },
  ]);
});

test('two texts give two films, and the same text the same one', async () => {
  const [one, again, other] = [await scriptOf(rabbit), await scriptOf(rabbit), await scriptOf(ferry)];
  expect(again).toEqual(one);
  expect(other.title).toBe('The Ferry · EMULATED');
  expect(other.scenes.flatMap(({ shots }) => shots.map(({ shows }) => shows))).toEqual(['A boat leaves the harbour.', 'Nobody waves.']);
  expect(other.cast).toMatchObject([{ name: 'Ada' }]);
  expect(JSON.stringify(other)).not.toContain('兔');
});

test('length and photographs are as the question says, and no field is answered that its schema does not have', async () => {
  const { scenes } = await scriptOf(ferry, 'About 12 seconds in all. Photographs that may be used, by name: a.jpg, b.jpg. Nothing else.');
  expect(scenes[0]?.shots.map(({ lengthSec, photo, weather }) => [lengthSec, photo, weather])).toEqual([
    [6, 'a.jpg', undefined],
    [6, 'b.jpg', undefined],
  ]);
});

test('the schema may stand in the words alone; without one, and where nothing is to be filmed, it says what it is', async () => {
  const inWords = await ask(asked(ferry, `Answer in JSON.\nIts shape: ${JSON.stringify(schema)}`));
  expect(JSON.parse(String(at(inWords.json, 'choices.0.message.content')))).toMatchObject({ title: 'The Ferry · EMULATED' });
  const plain = await ask({ model: 'm', messages: [{ role: 'user', content: 'How are you?' }] });
  expect(at(plain.json, 'choices.0.message.content')).toMatch(/^EMULATED/);
  expect(at(plain.json, 'system_fingerprint')).toBe('emulated');
  expect(plain.headers.get('x-fantascope-emulator')).toBe('1');
});

test('an answer that is longer than was allowed is cut and says so; what it does not know it refuses', async () => {
  const cut = await ask({ ...asked(ferry), ...inSchema, max_tokens: 9 });
  expect(at(cut.json, 'choices.0.finish_reason')).toBe('length');
  expect(String(at(cut.json, 'choices.0.message.content')).length).toBeLessThanOrEqual(9);
  expect(at(cut.json, 'usage.completion_tokens')).toBeLessThanOrEqual(9);
  const strange = await ask({ ...asked(ferry), thinking: true });
  expect([strange.status, at(strange.json, 'error.type')]).toEqual([400, 'invalid_request_error']);
  expect(chat.bill).toHaveLength(1);
});

test('a question whose answer is lost was taken all the same', async () => {
  chat.misbehave('accept-then-hang-up');
  await expect(ask({ ...asked(ferry), ...inSchema })).rejects.toThrow();
  expect(chat.bill).toHaveLength(1);
});
