import { expect, test } from 'vitest';
import { layOutCaption, type MeasureText, wrapText } from './caption-layout.ts';

const measure: MeasureText = (text, { sizePx, trackingPx }) =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e80 ? sizePx : sizePx * 0.5) + trackingPx, 0);
const frame = { widthPx: 1920, heightPx: 1080, languages: ['zh', 'en'] as const, measure };

test('a bilingual caption stands at the bottom, Chinese larger and above English, inside the safe area', () => {
  const { lines, box } = layOutCaption({ text: { zh: '吹一口气，许一个愿', en: 'One breath, one wish' }, style: 'caption' }, frame);
  expect(lines.map((line) => line.text)).toEqual(['吹一口气，许一个愿', 'One breath, one wish']);
  expect(lines[0]?.sizePx).toBeGreaterThan(lines[1]?.sizePx ?? 0);
  expect(lines[0]?.baselinePx).toBeLessThan(lines[1]?.baselinePx ?? 0);
  expect(box.yPx + box.heightPx).toBeLessThanOrEqual(1080 * 0.95);
});

test('no line of any style leaves the safe area, whatever the length of the text', () => {
  for (const style of ['caption', 'title', 'end-card'] as const)
    for (const [widthPx, heightPx] of [
      [1920, 1080],
      [1080, 1920],
      [1080, 1080],
      [320, 180],
    ] as const) {
      const text = { zh: '很长的一句话'.repeat(30), en: 'a long sentence that never seems to end '.repeat(12) };
      const { box } = layOutCaption({ text, style }, { ...frame, widthPx, heightPx });
      expect(box.xPx).toBeGreaterThanOrEqual(widthPx * 0.05 - 1);
      expect(box.xPx + box.widthPx).toBeLessThanOrEqual(widthPx * 0.95 + 1);
      expect(box.yPx).toBeGreaterThanOrEqual(heightPx * 0.05 - 1);
      expect(box.yPx + box.heightPx).toBeLessThanOrEqual(heightPx * 0.95 + 1);
    }
});

test('a label stands in the upper left corner inside the safe area, each of its lines high enough to be read', () => {
  for (const [widthPx, heightPx] of [
    [1920, 1080],
    [1080, 1920],
    [320, 180],
  ] as const) {
    const label = { text: { zh: 'AI 生成', en: 'AI-generated' }, style: 'label' } as const;
    const { lines, box } = layOutCaption(label, { ...frame, widthPx, heightPx });
    expect(lines.map(({ text }) => text)).toEqual(['AI 生成', 'AI-generated']);
    for (const { sizePx } of lines) expect(sizePx * 0.9).toBeGreaterThanOrEqual(Math.min(widthPx, heightPx) * 0.05);
    expect(box.xPx).toBeCloseTo(widthPx * 0.05);
    expect(box.yPx).toBeCloseTo(heightPx * 0.05);
    for (const line of lines) expect(line.xPx - line.widthPx / 2).toBeGreaterThanOrEqual(box.xPx);
    expect(box.xPx + box.widthPx).toBeLessThan(widthPx / 2);
  }
});

test('Chinese never starts a line with closing punctuation nor ends one with an opening bracket', () => {
  const lines = wrapText('他说：“今天的风，（真的）很轻。”于是我们出发了。', { maxWidthPx: 6, widthOf: (line) => [...line].length });
  for (const line of lines) {
    expect(line).not.toMatch(/^[，。：；！？）”]/);
    expect(line).not.toMatch(/[（“]$/);
  }
  expect(lines.join('')).toBe('他说：“今天的风，（真的）很轻。”于是我们出发了。');
});

test('lines are balanced rather than leaving one word alone', () => {
  const lines = wrapText('the seeds rise over the lake at dusk and go', { maxWidthPx: 40, widthOf: (line) => line.length });
  expect(lines).toHaveLength(2);
  expect(Math.abs((lines[0]?.length ?? 0) - (lines[1]?.length ?? 0))).toBeLessThan(8);
});

test('a text missing in one language is shown in the other, once', () => {
  const { lines } = layOutCaption({ text: { en: 'Only English' }, style: 'caption' }, frame);
  expect(lines.map((line) => line.text)).toEqual(['Only English']);
});

test('a word wider than the frame is set smaller, and broken only where half its size is still too wide', () => {
  const address = 'https://example.org/one-long-address/that-no-line-could-ever-hold/whatever-its-size/because-it-never-ends.html';
  for (const style of ['caption', 'title', 'end-card'] as const)
    for (const [widthPx, heightPx] of [
      [1920, 1080],
      [1080, 1920],
      [1080, 1080],
      [320, 180],
    ] as const)
      for (const word of ['Dandelions', 'Internationalisation', address]) {
        const { lines, box } = layOutCaption({ text: { en: word }, style }, { ...frame, widthPx, heightPx });
        expect(box.xPx).toBeGreaterThanOrEqual(widthPx * 0.05 - 1);
        expect(box.xPx + box.widthPx).toBeLessThanOrEqual(widthPx * 0.95 + 1);
        expect(lines.map((line) => line.text).join('')).toBe(word);
        if (word === 'Dandelions') expect(lines).toHaveLength(1);
      }
});
