import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A passkey of no device, for tests: ES256, attestation none, by WebAuthn level 2. */
export type SoftPasskey = Readonly<{
  /** Answers the options of a registration. */
  register: (challenge: string, at: Place) => Record<string, unknown>;
  /** Answers the options of a sign-in. */
  assert: (challenge: string, at: Place) => Record<string, unknown>;
}>;

/** Where a browser believes to be. */
export type Place = Readonly<{ origin: string; rpId: string }>;

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

// CBOR (RFC 8949), as much of it as is needed.
function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256 ? Buffer.from([(major << 5) | 24, count]) : Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const bytes = (value: Uint8Array) => Buffer.concat([head(2, value.byteLength), value]);
const whole = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** Makes one. */
export function softPasskey(): SoftPasskey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const id = randomBytes(32);
  let count = 0;
  const clientData = (type: string, challenge: string, { origin }: Place) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = ({ rpId }: Place, flags: number) => {
    count += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter]);
  };
  const credential = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };
  return {
    register: (challenge, place) => {
      const key = map(
        [whole(1), whole(2)],
        [whole(3), whole(-7)],
        [whole(-1), whole(1)],
        [whole(-2), bytes(Buffer.from(x, 'base64url'))],
        [whole(-3), bytes(Buffer.from(y, 'base64url'))],
      );
      // User present, user verified, attested credential data.
      const data = Buffer.concat([authData(place, 0x45), Buffer.alloc(16), Buffer.from([0, id.byteLength]), id, key]);
      const attestationObject = map([text('fmt'), text('none')], [text('attStmt'), map()], [text('authData'), bytes(data)]);
      const clientDataJSON = base64url(clientData('webauthn.create', challenge, place));
      return { ...credential, response: { clientDataJSON, attestationObject: base64url(attestationObject), transports: ['internal'] } };
    },
    assert: (challenge, place) => {
      const authenticatorData = authData(place, 0x05);
      const client = clientData('webauthn.get', challenge, place);
      const signature = sign('sha256', Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()]), privateKey);
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(signature),
      };
      return { ...credential, response };
    },
  };
}
