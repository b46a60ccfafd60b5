import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../column-text.ts';

const run = promisify(execFile);
const bin = join(import.meta.dirname, '../../bin/fantascope.mjs');
const words = '镜头缓慢推近，再向左环绕三十度';

async function fantascope(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [bin, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, out: stdout, err: stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('fantascope plan', () => {
  test('--all --json is an array of every model, refusals among them, and ends well', async () => {
    const { code, out } = await fantascope('plan', words, '--all', '--json');
    const plans = JSON.parse(out) as {
      model: string;
      refused?: { code: string };
      carriers: unknown[];
      losses: unknown[];
      estimateUsd: unknown;
    }[];
    expect(code).toBe(0);
    expect(plans.length).toBeGreaterThanOrEqual(35);
    expect(plans.some(({ refused }) => refused?.code === 'dead-model')).toBe(true);
    for (const { carriers, losses, estimateUsd } of plans)
      expect([Array.isArray(carriers), Array.isArray(losses), estimateUsd !== undefined]).toEqual([true, true, true]);
  });

  test.each(['en', 'zh'])('its table stays within a hundred columns (%s)', async (language) => {
    const { out } = await fantascope(
      'plan',
      words,
      '--all',
      '--picture',
      'girl.png',
      '--action',
      '在雨中转身',
      '--lens',
      '85',
      '--lang',
      language,
    );
    const wide = out.split('\n').filter((line) => widthOf(line) > 100);
    expect(wide).toEqual([]);
    expect(out).toContain('kling/v1.5/image');
    expect(out).toContain(language === 'zh' ? '1 缓慢推近   2 向左环绕30度' : '1 dolly in slowly   2 orbit left 30°');
  });

  test('one model tells every part, its prompt and what to do; a refusal says the way out and ends with 3', async () => {
    const told = await fantascope('plan', 'pan left', '--model', 'kling/v1/text', '--lang', 'en');
    expect(told.code).toBe(0);
    expect(told.out).toContain('as a number           pan -5');
    const refused = await fantascope('plan', 'pan left', '--model', 'openai/sora-2', '--lang', 'en');
    expect(refused.code).toBe(3);
    expect(refused.out).toContain('Use google/veo-3.1.');
  });

  test('a shot file may say its camera in words, and is read with what the command line adds', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'plan-')), 'shot.json');
    writeFileSync(file, JSON.stringify({ subject: 'a girl', camera: 'slowly push in' }));
    const { out } = await fantascope('plan', file, '--model', 'kling/v3', '--seconds', '7', '--json');
    expect(JSON.parse(out)).toMatchObject({ request: { lengthSec: 7, prompt: 'A girl. The camera slowly pushes in.' } });
  });

  test('neither one model nor all, an unknown model and an unreadable shot are said with their own exit codes', async () => {
    expect((await fantascope('plan', 'pan left')).code).toBe(2);
    const unknown = await fantascope('plan', 'pan left', '--model', 'kling/v9');
    expect([unknown.code, unknown.err.includes('kling/')]).toEqual([2, true]);
    expect((await fantascope('plan', 'nowhere.json', '--all')).code).toBe(3);
  });
});

describe('fantascope models', () => {
  test('lists all as JSON with id and wire, fewer where an ability is asked, and shows one', async () => {
    const all = JSON.parse((await fantascope('models', '--json')).out) as { id: string; wire: string }[];
    const able = JSON.parse((await fantascope('models', '--able', 'control', '--json')).out) as { id: string }[];
    expect(all.every(({ id, wire }) => id !== '' && wire !== '')).toBe(true);
    expect(able.length).toBeGreaterThan(2);
    expect(able.length).toBeLessThan(all.length);
    const shown = await fantascope('models', 'show', 'kling/v1/text', '--lang', 'zh');
    expect(shown.out).toContain('panTilt = modern');
    expect((await fantascope('models', '--able', 'magic')).code).toBe(2);
  });
});
