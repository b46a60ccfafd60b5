import type { KeyObject, X509Certificate } from 'node:crypto';
import { Fault } from '@fantascope/film';

/** What C2PA lets a signer's certificate be for (C2PA 2.2, 14.5.1): claims, documents, or mail, which the first signers had. */
const purposes: ReadonlySet<string> = new Set(['1.3.6.1.4.1.62558.2.1', '1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4']);
const ANY_PURPOSE = '2.5.29.37.0';

type Given = Readonly<{ key: KeyObject; keyFile: string; chainFile: string; nowMs: number }>;

/**
 * Whether certificates, the signer's first and each signed by the next, may sign content credentials with a key today. What readers would refuse is refused here, before a
 * film is signed with it. Throws media.credentials-mismatch, -expired and -chain.
 */
export function checkChain(certificates: readonly X509Certificate[], { key, keyFile, chainFile, nowMs }: Given): void {
  const [signer] = certificates;
  if (signer === undefined || !signer.checkPrivateKey(key))
    throw new Fault('media.credentials-mismatch', { key: keyFile, chain: chainFile });
  for (const { validFromDate, validToDate } of certificates)
    if (nowMs < validFromDate.getTime() || nowMs > validToDate.getTime())
      throw new Fault('media.credentials-expired', { chain: chainFile, from: day(validFromDate), until: day(validToDate) });
  const problem = (en: string, zh: string) => new Fault('media.credentials-chain', { chain: chainFile, problemEn: en, problemZh: zh });
  if (signer.ca || signer.subject === signer.issuer)
    throw problem('its first certificate signs itself or is one that signs others', '第一张证书是自签名证书或 CA 证书');
  for (const [index, certificate] of certificates.entries()) {
    const next = certificates[index + 1];
    if (next !== undefined && !(certificate.checkIssued(next) && certificate.verify(next.publicKey)))
      throw problem(`certificate ${index + 1} was not signed by the one after it`, `第 ${index + 1} 张证书不是由后一张签发的`);
  }
  const uses = signer.keyUsage ?? [];
  if (uses.includes(ANY_PURPOSE) || !uses.some((use) => purposes.has(use)))
    throw problem(
      'its first certificate is not made for content credentials, documents or mail (extended key usage)',
      '第一张证书的扩展密钥用途不含内容凭证、文档签名或邮件保护',
    );
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
