import { generateKeyPairSync, type webcrypto, X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { identityFile, openIdentity } from './identity.ts';
import { givenIdentity, type KeyKind, type Wanted } from './sample-identity.ts';

const root = mkdtempSync(join(tmpdir(), 'identity-'));
afterAll(() => rmSync(root, { recursive: true }));
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
});
const nowMs = Date.UTC(2026, 10, 23);
const YEAR_MS = 365 * 86_400_000;

describe('the identity made here', () => {
  test('is made once, readable by its owner alone, and is the same the next time', async () => {
    const own = join(home, 'deep', 'data');
    const first = await openIdentity({ home: own, env: {}, nowMs });
    const again = await openIdentity({ home: own, env: {}, nowMs });
    expect(first).toMatchObject({ isGiven: false, name: 'Fantascope self-made signer', way: { name: 'es256' }, notices: [] });
    expect(again.chain).toEqual(first.chain);
    expect(readdirSync(own)).toEqual([identityFile]);
    expect(statSync(join(own, identityFile)).mode & 0o777).toBe(0o600);
    expect(statSync(own).mode & 0o777).toBe(0o700);
  });

  test('of two that make it at once both get the same', async () => {
    const [a, b] = await Promise.all([openIdentity({ home, env: {}, nowMs }), openIdentity({ home, env: {}, nowMs })]);
    expect(a.chain).toEqual(b.chain);
    expect(readdirSync(home)).toEqual([identityFile]);
  });

  test('has a certificate for content credentials under a root of its own, and says nothing of the person or the machine', async () => {
    const { chain } = await openIdentity({ home, env: {}, nowMs });
    const [signer, issuer] = chain.map((der) => new X509Certificate(der)) as [X509Certificate, X509Certificate];
    expect(chain).toHaveLength(2);
    expect(signer.checkIssued(issuer) && signer.verify(issuer.publicKey)).toBe(true);
    expect([signer.ca, issuer.ca]).toEqual([false, true]);
    expect(signer.keyUsage).toEqual(['1.3.6.1.4.1.62558.2.1', '1.3.6.1.5.5.7.3.4']);
    expect(signer.subject).toBe('CN=Fantascope self-made signer\nO=Fantascope (self-made: identity not verified)');
    expect(signer.validFromDate.getTime()).toBeLessThan(nowMs);
    expect(signer.validToDate.getTime()).toBeGreaterThan(nowMs + 19 * YEAR_MS);
  });

  test('that was opened to others is closed again; one that is broken is told with its file', async () => {
    await openIdentity({ home, env: {}, nowMs });
    const file = join(home, identityFile);
    chmodSync(file, 0o644);
    await openIdentity({ home, env: {}, nowMs });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'nothing');
    await expect(openIdentity({ home, env: {}, nowMs })).rejects.toMatchObject({ code: 'media.credentials-unreadable', params: { file } });
  });

  test('that cannot be kept signs this once, and that is said', async () => {
    const file = join(home, 'a file');
    writeFileSync(file, '');
    const { notices, way } = await openIdentity({ home: join(file, 'data'), env: {}, nowMs });
    expect(way.name).toBe('es256');
    expect(notices).toMatchObject([{ code: 'media.credentials-not-kept', params: { reason: 'ENOTDIR' } }]);
  });
});

const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
const given = (kind: KeyKind, wanted: Wanted = {}) => givenIdentity(kind, { ...wanted, folder: home, nowMs });
const faultOf = async (env: Readonly<Record<string, string>>) =>
  await openIdentity({ home, env, nowMs }).then(
    () => null,
    ({ code, params }: { code: string; params: Readonly<Record<string, string>> }) => ({ code, ...params }),
  );

describe('an identity of a person’s own', () => {
  test.each([
    ['es256', p256],
    ['es384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['es512', { name: 'ECDSA', namedCurve: 'P-521' }],
    ['ed25519', { name: 'Ed25519' }],
    [
      'ps256',
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      } as webcrypto.RsaHashedKeyGenParams,
    ],
  ])('is taken in place of ours, by %s', async (name, algorithm) => {
    const env = await given(algorithm);
    expect(await openIdentity({ home, env, nowMs })).toMatchObject({ isGiven: true, name: 'Somebody known', way: { name } });
    expect(readdirSync(home)).not.toContain(identityFile);
  });

  test('comes with both of its files', async () => {
    const { FANTASCOPE_CREDENTIALS_KEY } = await given(p256);
    expect(await faultOf({ FANTASCOPE_CREDENTIALS_KEY })).toEqual({
      code: 'media.credentials-half-named',
      ...{ named: 'FANTASCOPE_CREDENTIALS_KEY', missing: 'FANTASCOPE_CREDENTIALS_CHAIN' },
    });
  });

  test.each([
    ['is not there', '', 'it cannot be read (ENOENT)'],
    ['is no key', 'hello', 'it holds no private key in PEM'],
    [
      'is locked',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
      'its private key is locked with a password',
    ],
    [
      'is of a kind that C2PA does not take',
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
      'its key is of a kind C2PA does not take: P-256, P-384, P-521, Ed25519, or RSA of 2048 bits and more',
    ],
  ])('whose key %s is told with its setting and without its folder', async (_, key, problemEn) => {
    const env = await given(p256);
    if (key === '') rmSync(env.FANTASCOPE_CREDENTIALS_KEY);
    else writeFileSync(env.FANTASCOPE_CREDENTIALS_KEY, key);
    const fault = await faultOf(env);
    expect(fault).toMatchObject({ code: 'media.credentials-unreadable', file: 'key.pem (FANTASCOPE_CREDENTIALS_KEY)', problemEn });
    expect(JSON.stringify(fault)).not.toContain(home);
  });

  test('whose chain is no chain is told', async () => {
    const env = await given(p256);
    const whole = readFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, 'utf8');
    writeFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, 'nothing');
    expect(await faultOf(env)).toMatchObject({ code: 'media.credentials-unreadable', problemEn: 'it holds no certificate in PEM' });
    writeFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, whole.replace(/[A-Za-z0-9+/]{20}/, ''));
    expect(await faultOf(env)).toMatchObject({ code: 'media.credentials-unreadable', problemEn: 'one of its certificates is broken' });
  });

  test('whose key belongs to another certificate is told, and so is a chain in the wrong order', async () => {
    const env = await given(p256);
    const [own = '', authority = ''] = readFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, 'utf8').split(/(?=-----BEGIN)/);
    writeFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, `${authority}\n${own}`);
    expect(await faultOf(env)).toMatchObject({ code: 'media.credentials-mismatch' });
    writeFileSync(env.FANTASCOPE_CREDENTIALS_CHAIN, `${own}\n${own}`);
    expect(await faultOf(env)).toMatchObject({
      ...{ code: 'media.credentials-chain', problemEn: 'certificate 1 was not signed by the one after it' },
    });
  });

  test.each([
    ['over', { fromMs: nowMs - 2 * YEAR_MS, untilMs: nowMs - YEAR_MS }, ['2024-11-23', '2025-11-23']],
    ['not yet come', { fromMs: nowMs + YEAR_MS, untilMs: nowMs + 2 * YEAR_MS }, ['2027-11-23', '2028-11-22']],
  ])('whose time is %s is told with its days', async (_, times, [from, until]) => {
    expect(await faultOf(await given(p256, times))).toMatchObject({ code: 'media.credentials-expired', from, until });
  });

  test.each([
    ['signs others', { isAuthority: true }, 'its first certificate signs itself or is one that signs others'],
    [
      'is for something else',
      { purposes: ['1.3.6.1.5.5.7.3.1'] },
      'its first certificate is not made for content credentials, documents or mail (extended key usage)',
    ],
    [
      'is for everything',
      { purposes: ['2.5.29.37.0', '1.3.6.1.5.5.7.3.36'] },
      'its first certificate is not made for content credentials, documents or mail (extended key usage)',
    ],
  ])('whose certificate %s is told', async (_, wanted, problemEn) => {
    expect(await faultOf(await given(p256, wanted))).toMatchObject({ code: 'media.credentials-chain', problemEn });
  });
});
