import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TakeRecord } from '../journal/take-record.ts';
import { shelf } from './collect.ts';
import { place } from './place.ts';
import type { TakePorts } from './ports.ts';

const home = mkdtempSync(join(tmpdir(), 'placed-'));
afterAll(() => rmSync(home, { recursive: true }));

/** A film whose provider signed it: a box for its manifest stands before the media, as C2PA has it. */
function signedTake(): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const manifest = Buffer.concat([
    Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'),
    ...[Buffer.alloc(4), Buffer.from('manifest\0'), Buffer.alloc(8), Buffer.from('jumb of the provider')],
  ]);
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('uuid', manifest), box('mdat', Buffer.alloc(5000, 7))]);
}

test('a provider’s take is put in its place byte for byte: the manifest that it came with still holds, and none of ours is added', async () => {
  const bytes = signedTake();
  mkdirSync(shelf(home), { recursive: true });
  writeFileSync(join(shelf(home), 'take_1.mp4'), bytes);
  const out = join(home, 'out.mp4');
  const placed: unknown[] = [];
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { name: 'take_1.mp4', bytes: bytes.length, sha256, mime: 'video/mp4' };
  const record = { take: 'take_1', intent: { out }, file } as unknown as TakeRecord;
  const ports = { home, journal: { append: async (row: unknown) => void placed.push(row) } } as unknown as TakePorts;
  await place(record, ports);
  expect(readFileSync(out).equals(bytes)).toBe(true);
  expect(placed).toEqual([{ kind: 'placed', take: 'take_1', out }]);
  // Nothing is left behind, neither on the shelf nor beside it.
  expect(readdirSync(shelf(home))).toEqual([]);
  expect(readdirSync(home).sort()).toEqual(['out.mp4', 'takes']);
});
