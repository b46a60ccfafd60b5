import { Fault } from '@fantascope/film';

/** Reads a body of at most `mostBytes` and stops at the first byte more, whatever Content-Length says. Throws server.body-too-large and, for what is no UTF-8, server.not-json. */
export async function boundedBody(request: Request, { mostBytes }: Readonly<{ mostBytes: number }>): Promise<string> {
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Fault('server.body-too-large', { mostBytes });
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new Fault('server.not-json', {}, { cause: error });
  }
}
