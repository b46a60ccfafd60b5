import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const YEAR_MS = 365 * 86_400_000;

/** How a key is made. */
export type KeyKind = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | webcrypto.Algorithm;

/** What is asked of a certificate. Default: valid for a year before and after now, for documents, and not to sign others. */
export type Wanted = Readonly<{ fromMs?: number; untilMs?: number; purposes?: string[]; isAuthority?: boolean }>;

/** For tests: a person's own key with a certificate of an authority, as PEM files in `folder`, told as the settings that name them. */
export async function givenIdentity(
  kind: KeyKind,
  { folder, nowMs, ...wanted }: Wanted & Readonly<{ folder: string; nowMs: number }>,
): Promise<Readonly<{ FANTASCOPE_CREDENTIALS_KEY: string; FANTASCOPE_CREDENTIALS_CHAIN: string }>> {
  x509.cryptoProvider.set(webcrypto);
  const { fromMs = nowMs - YEAR_MS, untilMs = nowMs + YEAR_MS, purposes = ['1.3.6.1.5.5.7.3.4'], isAuthority = false } = wanted;
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
  const issuer = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const keys = (await webcrypto.subtle.generateKey(kind, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const times = { notBefore: new Date(fromMs), notAfter: new Date(untilMs) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=An authority', ...times, keys: issuer, signingAlgorithm: ecdsa },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ subject: 'CN=Somebody known', issuer: 'CN=An authority', ...times, publicKey: keys.publicKey },
    ...{ signingKey: issuer.privateKey, signingAlgorithm: ecdsa },
    extensions: [
      new x509.BasicConstraintsExtension(isAuthority, undefined, true),
      new x509.KeyUsagesExtension(isAuthority ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const files = { FANTASCOPE_CREDENTIALS_KEY: join(folder, 'key.pem'), FANTASCOPE_CREDENTIALS_CHAIN: join(folder, 'chain.pem') };
  writeFileSync(files.FANTASCOPE_CREDENTIALS_KEY, `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`);
  writeFileSync(files.FANTASCOPE_CREDENTIALS_CHAIN, [certificate, authority].map((each) => each.toString('pem')).join('\n'));
  return files;
}
