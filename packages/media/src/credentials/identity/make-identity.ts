import { webcrypto } from 'node:crypto';

/** What C2PA asks of a signer's certificate (C2PA 2.2, 14.5.1): made for claims, and for mail, which readers without a list of their own look for. */
const purposes = ['1.3.6.1.4.1.62558.2.1', '1.3.6.1.5.5.7.3.4'];
const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;
/** Without a time stamp a signature counts only as long as its certificate, so this one is made to last. */
const lifeYears = { root: 30, signer: 20 };

/**
 * Makes a P-256 key with a certificate of a root made for it alone, as one PEM text: private key, signer's certificate, root's. The root's own key is thrown away.
 * Its names say that it was made by itself and nothing of the machine or the person. Loads X.509 machinery that adds to the global `Reflect`: run it in a thread of its own.
 */
export async function makeIdentity({ nowMs }: Readonly<{ nowMs: number }>): Promise<string> {
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const pair = () => webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const [root, signer] = await Promise.all([pair(), pair()]);
  // A clock that runs a little behind must not find a certificate of tomorrow.
  const notBefore = new Date(nowMs - DAY_MS);
  const rootName = 'CN=Fantascope self-made root, O=Fantascope (self-made: identity not verified)';
  const rootCertificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: rootName,
    notBefore,
    notAfter: new Date(nowMs + lifeYears.root * YEAR_MS),
    keys: root,
    signingAlgorithm: ecdsa,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=Fantascope self-made signer, O=Fantascope (self-made: identity not verified)',
    issuer: rootCertificate.subject,
    notBefore,
    notAfter: new Date(nowMs + lifeYears.signer * YEAR_MS),
    publicKey: signer.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ecdsa,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes),
      await x509.SubjectKeyIdentifierExtension.create(signer.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', signer.privateKey);
  return [pem('PRIVATE KEY', key), pem('CERTIFICATE', certificate.rawData), pem('CERTIFICATE', rootCertificate.rawData)].join('');
}

/** A positive serial number of 126 bits of chance (RFC 5280, 4.1.2.2). */
function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function pem(name: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${name}-----\n${lines.join('\n')}\n-----END ${name}-----\n`;
}
