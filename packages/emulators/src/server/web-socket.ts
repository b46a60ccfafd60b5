import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One open socket to a client: RFC 6455 as far as a server that mostly talks needs it, without extensions and fragments. */
export type WebSocketPeer = Readonly<{
  sendText: (text: string) => void;
  sendBytes: (bytes: Uint8Array) => void;
  /** Says goodbye with this code, or drops the line when `isRude`. */
  close: (options?: Readonly<{ code?: number; isRude?: boolean }>) => void;
}>;

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const codes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
// What clients send here is small talk; a longer frame is none of it.
const mostFrameBytes = 2 ** 20;

/** Shakes hands and keeps the line; undefined when the request is not for a web socket (RFC 6455 §4.2). */
export function acceptWebSocket(
  { request, socket }: { request: IncomingMessage; socket: Duplex },
  { onText, onClose }: { onText?: (text: string) => void; onClose?: () => void } = {},
): WebSocketPeer | undefined {
  const key = request.headers['sec-websocket-key'];
  if (key === undefined || request.headers.upgrade?.toLowerCase() !== 'websocket') {
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
    return undefined;
  }
  const answer = createHash('sha1').update(`${key}${guid}`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`);
  let isOpen = true;
  const send = (code: number, payload: Uint8Array) => {
    if (isOpen && socket.writable) socket.write(Buffer.concat([header(code, payload.length), payload]));
  };
  const close: WebSocketPeer['close'] = ({ code = 1000, isRude = false } = {}) => {
    if (!isOpen) return;
    if (isRude) {
      isOpen = false;
      socket.destroy();
      return;
    }
    const reason = Buffer.alloc(2);
    reason.writeUInt16BE(code);
    send(codes.close, reason);
    isOpen = false;
    socket.end();
  };
  let waiting = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    waiting = Buffer.concat([waiting, part]);
    for (let frame = readFrame(waiting); frame !== undefined; frame = readFrame(waiting)) {
      waiting = waiting.subarray(frame.sizeBytes);
      if (frame.sizeBytes > mostFrameBytes) close({ code: 1009 });
      else if (frame.code === codes.ping) send(codes.pong, frame.payload);
      else if (frame.code === codes.close) close();
      else if (frame.code === codes.text) onText?.(Buffer.from(frame.payload).toString('utf8'));
    }
  });
  socket.on('close', () => {
    isOpen = false;
    onClose?.();
  });
  return { sendText: (text) => send(codes.text, Buffer.from(text, 'utf8')), sendBytes: (bytes) => send(codes.binary, bytes), close };
}

/** The head of an unmasked, unfragmented frame (§5.2). */
function header(code: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | code, length]);
  const head = Buffer.alloc(length < 65536 ? 4 : 10);
  head[0] = 0x80 | code;
  if (length < 65536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return head;
}

/** The first whole frame of a client's bytes, unmasked; undefined while it is not all there. */
function readFrame(bytes: Buffer): Readonly<{ code: number; payload: Uint8Array; sizeBytes: number }> | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] as number) & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = ((bytes[1] as number) & 0x80) !== 0;
  const start = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const length = lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(start - 4, start);
  const payload = bytes.subarray(start, start + length).map((byte, index) => (isMasked ? byte ^ (mask[index % 4] as number) : byte));
  return { code: (bytes[0] as number) & 0x0f, payload, sizeBytes: start + length };
}
