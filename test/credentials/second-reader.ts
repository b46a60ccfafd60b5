import { createHash, verify, X509Certificate } from 'node:crypto';
import { readCbor, type Said } from './read-cbor.ts';
import { type Superbox, walkBoxes, walkSuperbox } from './walk-jumbf.ts';

// A reader of content credentials that knows only the specification: it imports nothing of what writes them, and nothing of the library either.

/** What a film's credentials say, and what is wrong with them: nothing, where all of them hold. */
export type Findings = Readonly<{
  problems: readonly string[];
  claim: Map<Said, Said>;
  /** By label, in the order of the store. */
  assertions: ReadonlyMap<string, Said>;
  certificates: readonly X509Certificate[];
}>;

type FileBox = Readonly<{ type: string; start: number; bytes: Uint8Array }>;

const uuidOfC2pa = 'd8fec3d61b0e483c92975828877ec481';
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

function fileBoxes(file: Buffer): readonly FileBox[] {
  const boxes: FileBox[] = [];
  for (let start = 0; start < file.length; ) {
    const told = file.readUInt32BE(start);
    const size = told === 1 ? Number(file.readBigUInt64BE(start + 8)) : told === 0 ? file.length - start : told;
    if (size < 8 || start + size > file.length) throw new Error(`the file's box at ${start} is broken`);
    boxes.push({ type: text(file.subarray(start + 4, start + 8)), start, bytes: file.subarray(start, start + size) });
    start += size;
  }
  return boxes;
}

/** The manifest store of an MP4 or MOV: the content of its one C2PA box, before any media. */
function storeOf(boxes: readonly FileBox[]): Uint8Array {
  const found = boxes.filter(({ type, bytes }) => type === 'uuid' && Buffer.from(bytes.subarray(8, 24)).toString('hex') === uuidOfC2pa);
  const [box] = found;
  if (box === undefined || found.length !== 1) throw new Error(`it has ${found.length} C2PA boxes`);
  if (boxes.some(({ type, start }) => type === 'mdat' && start < box.start)) throw new Error('media stands before its C2PA box');
  const purpose = 'manifest\0';
  if (text(box.bytes.subarray(28, 28 + purpose.length)) !== purpose) throw new Error('its C2PA box is for something else');
  // After the purpose: eight bytes for the place of Merkle trees.
  return box.bytes.subarray(28 + purpose.length + 8);
}

/** Reads and checks the credentials of an MP4 or MOV, box by box: the store, every hash in the claim, the signature and its chain, and the hash of the media. */
export function readCredentials(file: Buffer): Findings {
  const boxes = fileBoxes(file);
  const [outer, ...more] = walkBoxes(storeOf(boxes));
  if (outer?.type !== 'jumb' || more.length > 0) throw new Error('its store is not one superbox');
  const store = walkSuperbox(outer.bytes);
  const manifest = store.boxes.at(-1);
  if (store.kind !== 'c2pa' || store.label !== 'c2pa' || manifest === undefined) throw new Error('its store holds no manifest');
  const part = (label: string): Superbox => {
    const found = manifest.boxes.filter((box) => box.label === label);
    if (found.length !== 1) throw new Error(`the manifest has ${found.length} of ${label}`);
    return found[0] as Superbox;
  };
  const [claimBox, signatureBox, assertionBox] = [part('c2pa.claim.v2'), part('c2pa.signature'), part('c2pa.assertions')];
  const claimBytes = contentOf(claimBox);
  const claim = readCbor(claimBytes) as Map<Said, Said>;
  const problems: string[] = [];
  problems.push(...hashProblems(claim, assertionBox));
  const { certificates, problems: ofSignature } = readSignature(contentOf(signatureBox), claimBytes);
  problems.push(...ofSignature);
  const assertions = new Map(assertionBox.boxes.map((box) => [box.label, readCbor(contentOf(box))]));
  problems.push(...bindingProblems(assertions.get('c2pa.hash.bmff.v3'), boxes));
  return { problems, claim, assertions, certificates };
}

/** The one CBOR content of a superbox. */
function contentOf({ label, contents }: Superbox): Uint8Array {
  const [content] = contents;
  if (content?.type !== 'cbor' || contents.length !== 1) throw new Error(`${label} is not one piece of CBOR`);
  return content.bytes;
}

/** Every assertion in the store stands in the claim, once and with the hash it has; every one in the claim stands in the store. */
function hashProblems(claim: Map<Said, Said>, store: Superbox): readonly string[] {
  const referred = ['created_assertions', 'gathered_assertions'].flatMap((list) => (claim.get(list) ?? []) as readonly Map<Said, Said>[]);
  const prefix = 'self#jumbf=c2pa.assertions/';
  const named = new Map(referred.map((each) => [String(each.get('url')).replace(prefix, ''), each.get('hash') as Uint8Array]));
  const problems = store.boxes.flatMap(({ label, bytes }) => {
    const hash = named.get(label);
    if (hash === undefined) return [`${label} does not stand in the claim`];
    return createHash('sha256').update(bytes).digest().equals(hash) ? [] : [`${label} is not what was signed`];
  });
  const lost = [...named.keys()].filter((label) => !store.boxes.some((box) => box.label === label));
  return [
    ...problems,
    ...lost.map((label) => `${label} is missing`),
    ...(named.size === referred.length ? [] : ['an assertion is named twice']),
  ];
}

/** COSE_Sign1 with ES256 (RFC 9052, 4.4): the signature over the claim by the first certificate, and the chain up to one that signs itself. */
function readSignature(
  cose: Uint8Array,
  claim: Uint8Array,
): Readonly<{ certificates: readonly X509Certificate[]; problems: readonly string[] }> {
  const { tag, of } = readCbor(cose) as Readonly<{ tag: number; of: readonly Said[] }>;
  const [header, , payload, signature] = of as readonly [Uint8Array, Said, Said, Uint8Array];
  if (tag !== 18 || of.length !== 4 || payload !== null)
    throw new Error('its signature is not a COSE_Sign1 of something that lies elsewhere');
  const told = readCbor(header) as Map<Said, Said>;
  const chain = told.get(33) as Uint8Array | readonly Uint8Array[];
  const certificates = (chain instanceof Uint8Array ? [chain] : chain).map((der) => new X509Certificate(der));
  const [signer] = certificates;
  if (told.get(1) !== -7 || signer === undefined) throw new Error('it is not signed with ES256 and a certificate');
  const bytesOf = (length: number) => (length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255]);
  // ["Signature1", header, nothing, claim]
  const signed = Buffer.concat([
    ...[Buffer.from([0x84, 0x6a]), Buffer.from('Signature1'), Buffer.from(bytesOf(header.length)), header],
    ...[Buffer.from([0x40]), Buffer.from(bytesOf(claim.length)), claim],
  ]);
  const problems: string[] = [];
  if (!verify('sha256', signed, { key: signer.publicKey, dsaEncoding: 'ieee-p1363' }, signature))
    problems.push('the signature does not hold');
  for (const [index, certificate] of certificates.entries()) {
    const by = certificates[index + 1] ?? certificate;
    if (!certificate.checkIssued(by) || !certificate.verify(by.publicKey))
      problems.push(`certificate ${index + 1} is not signed by its issuer`);
    if (index > 0 && !certificate.ca) problems.push(`certificate ${index + 1} may not sign others`);
  }
  if (signer.ca) problems.push('the signer signs others');
  return { certificates, problems };
}

/** The hash of the media (C2PA 2.2, 18.7, version 3): every box that no exclusion names whole, each with its place as 64 bits before it. */
function bindingProblems(binding: Said | undefined, boxes: readonly FileBox[]): readonly string[] {
  if (!(binding instanceof Map)) return ['nothing binds it to the media'];
  if (binding.get('alg') !== 'sha256') return ['its media is hashed in an unknown way'];
  const exclusions = binding.get('exclusions') as readonly Map<Said, Said>[];
  const isExcluded = ({ type, bytes }: FileBox) =>
    exclusions.some((exclusion) => {
      if (exclusion.get('xpath') !== `/${type}`) return false;
      const data = (exclusion.get('data') ?? []) as readonly Map<Said, Said>[];
      return data.every((each) => {
        const [offset, value] = [each.get('offset') as number, each.get('value') as Uint8Array];
        return Buffer.from(bytes.subarray(offset, offset + value.length)).equals(value);
      });
    });
  const excluded = boxes.filter(isExcluded).map(({ type }) => type);
  const hash = createHash('sha256');
  for (const box of boxes.filter((each) => !isExcluded(each))) {
    const place = Buffer.alloc(8);
    place.writeBigUInt64BE(BigInt(box.start));
    hash.update(place).update(box.bytes);
  }
  // What is left out must not be media: a reader that let it would be fooled by an exclusion of `/mdat`.
  const media = excluded.filter((type) => type === 'mdat' || type === 'moov');
  const isMatch = hash.digest().equals(binding.get('hash') as Uint8Array);
  return [...media.map((type) => `${type} is left out of the hash`), ...(isMatch ? [] : ['the media is not what was signed'])];
}
