import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectGolden, type GoldenFrame, rgbaOf } from './golden-frame.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A frame of grey columns with a pinch of colour; `change` may alter each byte. */
function frame(change = (value: number, _at: number) => value): GoldenFrame {
  const [widthPx, heightPx] = [64, 36];
  const pixels = widthPx * heightPx;
  const bytes = Uint8Array.from({ length: pixels * 1.5 }, (_, i) => change(i < pixels ? 40 + (i % widthPx) * 2 : 120 + (i % 9), i));
  return { bytes, widthPx, heightPx };
}

describe('a golden frame', () => {
  test('is equal to itself when it comes back from its file', async () => {
    await expectGolden('one', frame(), { folder, isWriting: true });
    await expectGolden('one', frame(), { folder, isWriting: false });
  });

  test('forgives the last bit here and there', async () => {
    await expectGolden('one', frame(), { folder, isWriting: true });
    await expectGolden(
      'one',
      frame((value, at) => value + Number(at % 5 === 0)),
      { folder, isWriting: false },
    );
  });

  test('does not forgive a lost patch of 5 × 5 pixels', async () => {
    await expectGolden('one', frame(), { folder, isWriting: true });
    const lost = frame((value, at) => (at < 64 * 36 && at % 64 < 5 && at / 64 < 5 ? 200 : value));
    await expect(expectGolden('one', lost, { folder, isWriting: false })).rejects.toThrow('dB from its golden picture');
  });

  test('does not forgive a faint change of the whole frame', async () => {
    await expectGolden('one', frame(), { folder, isWriting: true });
    const lighter = frame((value, at) => (at < 64 * 36 ? value + 1 : value));
    await expect(expectGolden('one', lighter, { folder, isWriting: false })).rejects.toThrow('on the mean');
  });

  test('says so when the picture is missing or has another size', async () => {
    await expect(expectGolden('two', frame(), { folder, isWriting: false })).rejects.toThrow('FANTASCOPE_GOLDEN=write');
    await expectGolden('one', frame(), { folder, isWriting: true });
    const narrow = { bytes: new Uint8Array(32 * 36 * 1.5), widthPx: 32, heightPx: 36 };
    await expect(expectGolden('one', narrow, { folder, isWriting: false })).rejects.toThrow('64x36');
  });

  test('reads limited range: 16 is black, 235 white', () => {
    const two = { bytes: Uint8Array.from([16, 235, 235, 16, 128, 128]), widthPx: 2, heightPx: 2 };
    expect([...rgbaOf(two)]).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255]);
  });
});
