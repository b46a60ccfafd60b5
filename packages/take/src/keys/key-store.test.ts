import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeyStore, openKeyStore } from './key-store.ts';

const planted = 'sk-planted-7c1f:geheim-鑰匙';
let home = '';
let keys: KeyStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = openKeyStore(join(home, 'data'), { nowMs: () => 1_700_000_000_000 });
});
afterEach(() => rm(home, { recursive: true, force: true }));
const file = (name: string) => join(home, 'data', name);

test('a key that was set comes back, and its file holds nothing of it', async () => {
  expect(await keys.get('FAL_KEY')).toBeUndefined();
  await keys.set('FAL_KEY', `  ${planted}\n`);
  await keys.set('KLING_API_KEY', 'another');
  expect(await keys.get('FAL_KEY')).toBe(planted);
  expect(await keys.list()).toEqual([
    { name: 'FAL_KEY', setAtMs: 1_700_000_000_000 },
    { name: 'KLING_API_KEY', setAtMs: 1_700_000_000_000 },
  ]);
  const stored = await readFile(file('keys.json'), 'utf8');
  expect(stored).not.toContain('planted');
  expect(stored).not.toContain(Buffer.from(planted).toString('base64').slice(0, 12));
  expect(await keys.remove('FAL_KEY')).toBe(true);
  expect(await keys.remove('FAL_KEY')).toBe(false);
  expect(await keys.get('FAL_KEY')).toBeUndefined();
  expect(await keys.get('KLING_API_KEY')).toBe('another');
});

test('only the owner can read the files, also after a copy opened them to others', async () => {
  await keys.set('FAL_KEY', planted);
  for (const name of ['keys.json', 'keys.secret']) expect((await stat(file(name))).mode & 0o777).toBe(0o600);
  expect((await stat(join(home, 'data'))).mode & 0o777).toBe(0o700);
  await chmod(file('keys.secret'), 0o644);
  expect(await keys.get('FAL_KEY')).toBe(planted);
  expect((await stat(file('keys.secret'))).mode & 0o777).toBe(0o600);
});

test('the same key is sealed differently each time', async () => {
  await keys.set('A_KEY', planted);
  await keys.set('B_KEY', planted);
  const { keys: sealed } = JSON.parse(await readFile(file('keys.json'), 'utf8')) as { keys: Record<string, { data: string; iv: string }> };
  expect(sealed['A_KEY']?.data).not.toBe(sealed['B_KEY']?.data);
  expect(sealed['A_KEY']?.iv).not.toBe(sealed['B_KEY']?.iv);
});

type Sealed = { v: number; keys: Record<string, { iv: string; tag: string; data: string; setAtMs: number }> };
const turned = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;

test.each<[string, (sealed: Sealed) => unknown]>([
  [
    'a changed letter of what is sealed',
    ({ keys: { FAL_KEY: key, ...rest } }) => ({ v: 1, keys: { ...rest, FAL_KEY: { ...key, data: turned(key?.data ?? '') } } }),
  ],
  ['a changed tag', ({ keys: { FAL_KEY: key } }) => ({ v: 1, keys: { FAL_KEY: { ...key, tag: turned(key?.tag ?? '') } } })],
  ['a shortened tag', ({ keys: { FAL_KEY: key } }) => ({ v: 1, keys: { FAL_KEY: { ...key, tag: key?.tag.slice(0, 4) } } })],
  ['a key under the name of another', ({ keys: { KLING_API_KEY: key } }) => ({ v: 1, keys: { FAL_KEY: key } })],
  ['an unknown field', ({ keys: all }) => ({ v: 1, keys: all, note: planted })],
  ['no JSON', () => `{"${planted}`],
])('%s is refused without a word of the key', async (_, change) => {
  await keys.set('FAL_KEY', planted);
  await keys.set('KLING_API_KEY', 'another');
  const changed = change(JSON.parse(await readFile(file('keys.json'), 'utf8')) as Sealed);
  await writeFile(file('keys.json'), typeof changed === 'string' ? changed : JSON.stringify(changed));
  const error = await keys.get('FAL_KEY').then(
    () => null,
    (cause: Error) => cause,
  );
  expect(error).toMatchObject({ code: 'take.keys-damaged' });
  expect(`${error?.message} ${error?.stack} ${JSON.stringify(error)} ${String(error?.cause)}`).not.toMatch(/planted|geheim|another/);
});

test('without its secret, or with another one, nothing opens and nothing is overwritten', async () => {
  await keys.set('FAL_KEY', planted);
  await writeFile(file('keys.secret'), Buffer.alloc(32, 7));
  await expect(keys.get('FAL_KEY')).rejects.toMatchObject({ code: 'take.keys-damaged' });
  await rm(file('keys.secret'));
  await expect(keys.get('FAL_KEY')).rejects.toMatchObject({ code: 'take.keys-damaged' });
  await expect(keys.set('KLING_API_KEY', 'x')).rejects.toMatchObject({ code: 'take.keys-damaged' });
});

test('a key pasted in the place of the name is not repeated in the fault', async () => {
  const error = await keys.set(planted, 'x').then(
    () => null,
    (cause: Error) => cause,
  );
  expect(error).toMatchObject({ code: 'take.bad-key-name' });
  expect(`${error?.message}${error?.stack}`).not.toContain('planted');
  await expect(keys.set('FAL_KEY', ' \n')).rejects.toMatchObject({ code: 'take.empty-key' });
});
