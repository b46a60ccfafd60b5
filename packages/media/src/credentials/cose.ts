import { constants, type KeyObject, sign } from 'node:crypto';
import { encodeCbor } from './cbor.ts';

/** COSE header labels (RFC 9052, 3.1; RFC 9360, 2) and the tag of a COSE_Sign1. */
const ALG = 1;
const X5CHAIN = 33;
const SIGN1 = 18;

/** A way to sign, by COSE's numbers (RFC 9053, 2; RFC 8230, 2) and by the name that the C2PA library calls it. */
export type SigningWay = Readonly<{ alg: number; name: string; hash: string | null; signatureBytes: number }>;

const curves: Readonly<Record<string, SigningWay>> = {
  prime256v1: { alg: -7, name: 'es256', hash: 'sha256', signatureBytes: 64 },
  secp384r1: { alg: -35, name: 'es384', hash: 'sha384', signatureBytes: 96 },
  secp521r1: { alg: -36, name: 'es512', hash: 'sha512', signatureBytes: 132 },
};
/** The least modulus that C2PA takes, bits. */
const LEAST_RSA_BITS = 2048;

/** Who signs: a private key, how it signs, and its certificates in DER, the signer's own first. */
export type SigningIdentity = Readonly<{ key: KeyObject; way: SigningWay; chain: readonly Buffer[] }>;

/** How a private key signs: ES256, ES384, ES512, EdDSA or, with RSA of 2048 bits and more, PS256; null for any other key. */
export function signingWay(key: KeyObject): SigningWay | null {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return curves[namedCurve] ?? null;
  if (key.asymmetricKeyType === 'ed25519') return { alg: -8, name: 'ed25519', hash: null, signatureBytes: 64 };
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < LEAST_RSA_BITS) return null;
  return { alg: -37, name: 'ps256', hash: 'sha256', signatureBytes: Math.ceil(modulusLength / 8) };
}

/**
 * Signs a claim as C2PA wants it (C2PA 2.2, 13.2): a COSE_Sign1 whose payload lies elsewhere, its algorithm and chain of certificates, the signer's first, in the
 * protected header. There is no time stamp in it: nobody but us says when it was signed.
 */
export function coseSign1(claim: Uint8Array, identity: SigningIdentity): Buffer {
  const header = protectedHeader(identity);
  const signed = encodeCbor(['Signature1', header, new Uint8Array(0), claim]);
  return sealed(header, rawSignature(signed, identity));
}

/** How long coseSign1 of an identity is, bytes: the same for every claim. */
export function coseSign1Bytes(identity: SigningIdentity): number {
  return sealed(protectedHeader(identity), new Uint8Array(identity.way.signatureBytes)).length;
}

function protectedHeader({ way, chain }: SigningIdentity): Buffer {
  // One certificate stands alone, several stand in an array (RFC 9360, 2).
  const x5chain = chain.length === 1 ? (chain[0] as Uint8Array) : chain;
  return encodeCbor(
    new Map<number, number | Uint8Array | readonly Uint8Array[]>([
      [ALG, way.alg],
      [X5CHAIN, x5chain],
    ]),
  );
}

function sealed(header: Uint8Array, signature: Uint8Array): Buffer {
  return encodeCbor({ tag: SIGN1, value: [header, new Map(), null, signature] });
}

/** COSE wants r and s one after the other, not in DER; PS256 wants salt as long as its hash. */
function rawSignature(bytes: Uint8Array, { key, way }: SigningIdentity): Buffer {
  if (key.asymmetricKeyType === 'ec') return sign(way.hash, bytes, { key, dsaEncoding: 'ieee-p1363' });
  if (key.asymmetricKeyType === 'ed25519') return sign(null, bytes, key);
  return sign(way.hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}
