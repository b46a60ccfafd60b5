import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault, type Notice } from '@fantascope/film';
import { type SigningIdentity, signingWay } from '../cose.ts';
import { inCredentialThread } from '../thread/in-thread.ts';
import { checkChain } from './check-chain.ts';

/** An identity and whose it is: made here by itself, or given by a person. `name` is its certificate's common name. */
export type OpenedIdentity = SigningIdentity & Readonly<{ isGiven: boolean; name: string; notices: readonly Notice[] }>;

/** The settings that name a person's own identity, both PEM files. */
export const identitySettings = { key: 'FANTASCOPE_CREDENTIALS_KEY', chain: 'FANTASCOPE_CREDENTIALS_CHAIN' } as const;
/** The file of the data folder that holds the one made here: private key, signer's certificate, root's. */
export const identityFile = 'content-credentials.pem';

/** No identity can be made, since what makes one is not installed: a film goes without. */
export class LibraryMissing extends Error {}

type Asked = Readonly<{ home: string; env: Readonly<Record<string, string | undefined>>; nowMs: number }>;

/**
 * The identity that signs this person's films: the one that both settings name, else the one kept in `home` (mode 0600), which is made at its first use; of two processes
 * that make it at once both get the same. Where it cannot be kept it is made for this once, and a notice says so. Throws media.credentials-half-named,
 * -unreadable, -mismatch, -expired and -chain, and LibraryMissing.
 */
export async function openIdentity({ home, env, nowMs }: Asked): Promise<OpenedIdentity> {
  const [key, chain] = [env[identitySettings.key]?.trim() ?? '', env[identitySettings.chain]?.trim() ?? ''];
  if (key !== '' && chain !== '') {
    // By their settings, since whoever hears of a fault on a server is not told where its files are.
    const [keyName, chainName] = [`${basename(key)} (${identitySettings.key})`, `${basename(chain)} (${identitySettings.chain})`];
    const [keyText, chainText] = await Promise.all([textOf(key, keyName), textOf(chain, chainName)]);
    return { ...readIdentity({ keyText, chainText, key: keyName, chain: chainName, nowMs }), isGiven: true, notices: [] };
  }
  if (key !== chain) {
    const { key: keySetting, chain: chainSetting } = identitySettings;
    const [named, missing] = key !== '' ? [keySetting, chainSetting] : [chainSetting, keySetting];
    throw new Fault('media.credentials-half-named', { named, missing });
  }
  const path = join(home, identityFile);
  const { text, notices } = await keptOrMade(path, { home, nowMs });
  return { ...readIdentity({ keyText: text, chainText: text, key: path, chain: path, nowMs }), isGiven: false, notices };
}

async function textOf(path: string, name: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(name, { en: `it cannot be read (${error.code ?? error.message})`, zh: `无法读取（${error.code ?? error.message}）` });
  });
}

function unreadable(file: string, problem: Readonly<{ en: string; zh: string }>, cause?: unknown): Fault {
  return new Fault('media.credentials-unreadable', { file, problemEn: problem.en, problemZh: problem.zh }, { cause });
}

type Read = Readonly<{ keyText: string; chainText: string; key: string; chain: string; nowMs: number }>;

function readIdentity({ keyText, chainText, key: keyFile, chain: chainFile, nowMs }: Read): SigningIdentity & Readonly<{ name: string }> {
  let key: KeyObject;
  try {
    key = createPrivateKey(keyText);
  } catch (cause) {
    const isLocked = /ENCRYPTED/.test(keyText);
    const problem = isLocked
      ? { en: 'its private key is locked with a password', zh: '其中的私钥有密码保护' }
      : { en: 'it holds no private key in PEM', zh: '其中没有 PEM 格式的私钥' };
    throw unreadable(keyFile, problem, cause);
  }
  const way = signingWay(key);
  if (way === null)
    throw unreadable(keyFile, {
      en: 'its key is of a kind C2PA does not take: P-256, P-384, P-521, Ed25519, or RSA of 2048 bits and more',
      zh: '其密钥种类不被 C2PA 接受；可用 P-256、P-384、P-521、Ed25519 或 2048 位以上的 RSA',
    });
  const certificates = certificatesOf(chainText, chainFile);
  checkChain(certificates, { key, keyFile, chainFile, nowMs });
  const name = /^CN=(.*)$/m.exec(certificates[0]?.subject ?? '')?.[1] ?? '';
  return { key, way, chain: certificates.map(({ raw }) => raw), name };
}

function certificatesOf(text: string, file: string): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw unreadable(file, { en: 'it holds no certificate in PEM', zh: '其中没有 PEM 格式的证书' });
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw unreadable(file, { en: 'one of its certificates is broken', zh: '其中一张证书已损坏' }, cause);
  }
}

async function keptOrMade(
  path: string,
  { home, nowMs }: Pick<Asked, 'home' | 'nowMs'>,
): Promise<{ text: string; notices: readonly Notice[] }> {
  // A data folder that is closed to us holds none for us either: that is said when one cannot be kept there.
  const found = await readFile(path, 'utf8').catch(() => null);
  if (found !== null) {
    // A restored backup or a careless copy may have opened it to others.
    if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
    return { text: found, notices: [] };
  }
  const made = await inCredentialThread({ task: 'identity', nowMs });
  if (made.news !== 'identity') throw new LibraryMissing(made.news === 'failed' ? made.reason : made.news);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    return { text: await keep(path, made.pem), notices: [] };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { text: made.pem, notices: [{ code: 'media.credentials-not-kept', params: { file: path, reason } }] };
  }
}

/** Keeps a text under a name that nobody has yet, whole or not at all; gives what stands there in the end. */
async function keep(path: string, text: string): Promise<string> {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link never replaces: whoever comes second keeps the first one's.
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(part, { force: true });
  }
  return await readFile(path, 'utf8');
}
