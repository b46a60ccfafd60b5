import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { readBrief } from './read-brief.ts';

const md = (text: string) => readBrief(text, { format: 'md' });
const txt = (text: string) => readBrief(text, { format: 'txt' });
const code = (text: string) => {
  try {
    md(text);
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'read';
};

test('front matter, a cast, headings, items, dialogue, brackets and translations are each read as what they are', () => {
  const { brief, notices } = md(`---
标题: 月亮上的兔子
title.en: The Rabbit on the Moon
时长: 1分30秒
画幅: 9:16
音乐: 温柔
旁白: 中文
---
> 一只兔子给月亮送灯。

## 角色
- 小兔（Rabbit）：一只白色的小兔子

## 第一场 雪夜
- 雪落在山里。（镜头缓慢推近）
  Snow falls in the mountains.
- 小兔：「月亮，你冷吗？」 / "Moon, are you cold?"
- [画面：一盏灯] [5秒] [黑场] 灯亮了。[音效：风声]
`);
  expect(notices).toEqual([]);
  expect(brief).toMatchObject({
    language: 'zh',
    title: { zh: '月亮上的兔子', en: 'The Rabbit on the Moon' },
    logline: '一只兔子给月亮送灯。',
    lengthSec: 90,
    aspect: '9:16',
    music: { mood: 'tender' },
    narration: 'zh',
    cast: [{ name: '小兔', kind: 'character', description: { zh: '一只白色的小兔子' } }],
    scenes: [
      {
        heading: '雪夜',
        shots: [
          { lines: [{ text: { zh: '雪落在山里。', en: 'Snow falls in the mountains.' } }], camera: '镜头缓慢推近' },
          { lines: [{ who: '小兔', text: { zh: '月亮，你冷吗？', en: 'Moon, are you cold?' } }] },
          { lines: [{ text: { zh: '灯亮了。' } }], shows: '一盏灯', lengthSec: 5, transition: 'dip-to-black', sound: '风声' },
        ],
      },
    ],
  });
});

test('an English screenplay: scene headings, cues over their lines, shouted names', () => {
  const { brief } = txt(`THE LAST LIGHT

INT. LAMP ROOM - NIGHT

The old keeper winds the clock.

MARA
Will it be lit tomorrow?

KEEPER: As long as I can climb.
`);
  expect(brief.title).toEqual({ en: 'THE LAST LIGHT' });
  expect(brief.scenes.map(({ heading }) => heading)).toEqual(['INT. LAMP ROOM - NIGHT']);
  expect(brief.scenes[0]?.shots.map(({ lines }) => lines)).toEqual([
    [{ text: { en: 'The old keeper winds the clock.' } }],
    [{ who: 'MARA', text: { en: 'Will it be lit tomorrow?' } }],
    [{ who: 'KEEPER', text: { en: 'As long as I can climb.' } }],
  ]);
  expect(brief.cast.map(({ name }) => name)).toEqual(['MARA', 'KEEPER']);
});

test('a storyboard in a table is read by its columns', () => {
  const { brief, notices } = md(`# 咖啡
| 镜号 | 画面 | 台词 | 运镜 | 时长 |
| --- | --- | --- | --- | --- |
| 1 | 清晨的窗前，一杯咖啡 | 旁白：早安。 | 缓慢推近 | 4秒 |
| 2 | 桌上的信 | 小雨：“他回来了吗？” | 固定镜头 | 3s |
`);
  expect(notices).toEqual([]);
  expect(brief.scenes[0]?.shots).toMatchObject([
    { shows: '清晨的窗前，一杯咖啡', lines: [{ text: { zh: '早安。' } }], camera: '缓慢推近', lengthSec: 4 },
    { shows: '桌上的信', lines: [{ who: '小雨', text: { zh: '他回来了吗？' } }], camera: '固定镜头', lengthSec: 3 },
  ]);
});

test('a long paragraph is split at its sentences, and no part takes longer to say than a shot holds', () => {
  const { brief } = txt(
    'Dr. Lee waits by the sea every evening, and nobody in the village knows what for. The boats come in. The boats go out again. One night a lamp answers from the other side of the bay, three times, and then it is dark.',
  );
  const said = brief.scenes[0]?.shots.map(({ lines }) => lines.map(({ text }) => text.en).join(' ')) ?? [];
  expect(said.join(' ')).toMatch(/^Dr\. Lee waits .* it is dark\.$/);
  expect(said.length).toBeGreaterThan(2);
  for (const text of said) expect(text.split(' ').length / 2.5).toBeLessThanOrEqual(7.6);
});

test('pictures: one alone is a shot, one over a paragraph is that paragraph', () => {
  const { brief } = md('# Wish\n\n![A cat looks out](chelsea.png)\n\nShe thinks of one thing.\n\n- ![Hills](sunset.jpg)\n');
  expect(brief.scenes[0]?.shots).toMatchObject([
    { photo: 'chelsea.png', lines: [{ text: { en: 'She thinks of one thing.' } }] },
    { photo: 'sunset.jpg', lines: [{ text: { en: 'Hills' } }] },
  ]);
});

test('what is nothing, no text, or too much is refused with its reason', () => {
  expect(code('')).toBe('brief.empty');
  expect(code(' \n\u200b\n---\n')).toBe('brief.empty');
  expect(code('# 标题\n')).toBe('brief.empty');
  expect(code('\u0000PNG\u0001\u0002')).toBe('brief.not-text');
  expect(code('\ufffd\ufffd\ufffd'.repeat(9))).toBe('brief.not-text');
  expect(code('x'.repeat(400_001))).toBe('brief.too-large');
  expect(() => md('- A line.\n'.repeat(401))).toThrow(/400 shots \(Line 401\)/);
});

test('hostile text is read or refused in good time, and leaves nothing invisible in a caption', () => {
  const texts = [
    '（'.repeat(5000),
    '['.repeat(5000),
    '![x]('.repeat(3000),
    `${'很'.repeat(20_000)}`,
    `${'word '.repeat(3000)}`,
    'A: '.repeat(4000),
    '\u202eevil\u202c 月亮\u200b\ud800升起。',
    '- '.repeat(3000),
    '|'.repeat(4000),
    `---\n${'a: b\n'.repeat(500)}`,
    '镜头：'.repeat(2000),
    '***___'.repeat(2000),
    '𠮷野家 🐰🌕 é e\u0301',
  ];
  for (const text of texts) {
    const startMs = performance.now();
    let said = '';
    try {
      said = JSON.stringify(md(text).brief);
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
    }
    expect(said).not.toMatch(/[\u200b\u202e\ud800](?![\udc00-\udfff])/);
    expect(performance.now() - startMs, text.slice(0, 20)).toBeLessThan(5000);
  }
});
