import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

test('the size is the one that is seen, and null for what is no picture', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-size-'));
  try {
    const turned = join(folder, 'turned.jpg');
    await sharp({ create: { width: 80, height: 120, channels: 3, background: '#777' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(turned);
    expect(await pictureSize(turned)).toEqual({ widthPx: 120, heightPx: 80 });
    await writeFile(join(folder, 'text.jpg'), 'no picture');
    expect(await pictureSize(join(folder, 'text.jpg'))).toBeNull();
    expect(await pictureSize(join(folder, 'missing.jpg'))).toBeNull();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
