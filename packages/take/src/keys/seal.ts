import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A text under AES-256-GCM; all three in base64. */
export type SealedText = Readonly<{ iv: string; tag: string; data: string }>;

/** Seals a text with a key of 32 bytes. `name` belongs to what is sealed: under another one it does not open. */
export function sealText(text: string, { key, name }: Readonly<{ key: Buffer; name: string }>): SealedText {
  const iv = randomBytes(12);
  const seal = createCipheriv('aes-256-gcm', key, iv);
  seal.setAAD(Buffer.from(name));
  const data = Buffer.concat([seal.update(text, 'utf8'), seal.final()]).toString('base64');
  return { iv: iv.toString('base64'), tag: seal.getAuthTag().toString('base64'), data };
}

/** Opens what `sealText` sealed; undefined where the key or the name is another, or a bit was changed. */
export function openSealed({ iv, tag, data }: SealedText, { key, name }: Readonly<{ key: Buffer; name: string }>): string | undefined {
  try {
    // A shorter tag could be guessed.
    const open = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
    open.setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([open.update(Buffer.from(data, 'base64')), open.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
