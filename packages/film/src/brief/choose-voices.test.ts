import { expect, test } from 'vitest';
import { CastMember } from '../cast.ts';
import { withVoices } from './choose-voices.ts';
import { filmOfBrief } from './film-of-brief.ts';
import { readBrief } from './read-brief.ts';

const member = (name: string, zh?: string, en?: string) =>
  CastMember.parse({ name, ...(zh === undefined && en === undefined ? {} : { description: { zh, en } }) });
const voiceOf = (name: string, zh?: string, en?: string) => withVoices([member(name, zh, en)])[0]?.voice?.name;

test.each([
  ['Mei', undefined, 'a young woman in a blue coat', 'espeak/female'],
  ['Tom', undefined, 'a carpenter; his hands are never still', 'espeak/male'],
  ['Ann', undefined, 'a girl of seven with her father’s hat', 'espeak/girl'],
  ['Ben', undefined, 'a boy who collects stones', 'espeak/child'],
  ['Keeper', undefined, 'an old man with a lamp', 'espeak/elder'],
  ['奶奶', '白发，围着围裙', undefined, 'espeak/female'],
  ['阿明', '十岁的男孩', undefined, 'espeak/child'],
  ['小雨', '穿红裙子的小女孩', undefined, 'espeak/girl'],
  ['老周', '守了四十年灯塔的老人', undefined, 'espeak/elder'],
  ['林', '船长，他的右手缠着绷带', undefined, 'espeak/male'],
  ['嫦娥', undefined, undefined, 'espeak/female'],
  // The first that is said of somebody counts, not whom they are with.
  ['阿秀', '采茶的姑娘，等她的父亲回家', undefined, 'espeak/female'],
])('%s (%s%s) speaks as %s', (name, zh, en, voice) => {
  expect(voiceOf(name, zh, en)).toBe(voice);
});

test('no two speak alike, also where many are of a kind or nothing is said of them', () => {
  const women = Array.from({ length: 12 }, (_, index) => member(`W${index}`, undefined, 'a woman'));
  const unsaid = Array.from({ length: 12 }, (_, index) => member(`X${index}`));
  for (const cast of [women, unsaid, [...women, ...unsaid]]) {
    const voices = withVoices(cast).map(({ voice }) => JSON.stringify(voice));
    expect(new Set(voices).size).toBe(cast.length);
  }
  expect(new Set(withVoices(women).map(({ voice }) => voice?.name))).toEqual(new Set(['espeak/female']));
  expect(withVoices(unsaid.slice(0, 2)).map(({ voice }) => voice?.name)).toEqual(['espeak/female', 'espeak/male']);
});

test('who has a voice keeps it and nobody else gets it; places and things have none; what was said outright counts most', () => {
  const own = CastMember.parse({ name: 'Li', voice: { name: 'espeak/female' } });
  const sea = CastMember.parse({ name: 'The sea', kind: 'place' });
  const [kept, none, mei, robin] = withVoices(
    [own, sea, member('Mei', undefined, 'a woman'), member('Robin', undefined, 'a woman')],
    ({ name }) => (name === 'Robin' ? 'old man' : undefined),
  );
  expect(kept).toBe(own);
  expect(none?.voice).toBeUndefined();
  expect(mei?.voice).not.toEqual(own.voice);
  expect(mei?.voice?.name).toBe('espeak/female');
  expect(robin?.voice?.name).toBe('espeak/elder');
});

test('a brief that was read has its cast speak as it is told', () => {
  const text =
    '# 海边\n\n角色：\n- 阿秀：采茶的姑娘\n- 老周：守灯塔的老人\n- 小兔：一只白色的兔子\n\n## 海边的早晨\n\n太阳升起来了。\n\n阿秀：「你好。」\n老周：「早。」\n小兔：「早。」';
  const { film } = filmOfBrief(readBrief(text, { format: 'md' }).brief);
  expect(film.cast?.map(({ name, voice }) => [name, voice?.name])).toEqual([
    ['阿秀', 'espeak/female'],
    ['老周', 'espeak/elder'],
    ['小兔', expect.stringMatching(/^espeak\//)],
  ]);
  expect(film.cast?.[2]?.voice?.pitchRatio).toBeGreaterThan(1.1);
});
