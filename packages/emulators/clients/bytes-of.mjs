/** The bytes at an address, as any program would fetch a result; throws where the server says no. */
export async function bytesOf(address, options) {
  const reply = await fetch(address, options);
  if (!reply.ok) throw new Error(`the result's address answered ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
}

/** A picture to give to clients that send bytes: one white pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);
