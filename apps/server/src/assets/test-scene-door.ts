import { execFileSync } from 'node:child_process';

/** The kinds of messages in a stream of a scene, as a reader knows them; for tests only. */
export const kinds = { step: 1, quick: 2, full: 3, report: 4, fault: 5 } as const;

/** One message. */
export type Message = Readonly<{ kind: number; payload: Uint8Array }>;

/** The messages of a stream, each when its last byte has come. */
export async function* messagesOf({ body }: Readonly<{ body: unknown }>): AsyncGenerator<Message> {
  let held = Buffer.alloc(0);
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    held = Buffer.concat([held, piece]);
    while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
      const end = 5 + held.readUInt32BE(1);
      yield { kind: held[0] as number, payload: held.subarray(5, end) };
      held = held.subarray(end);
    }
  }
  if (held.length > 0) throw new Error(`${held.length} bytes after the last message`);
}

/** All messages of a stream. */
export async function all(messages: AsyncIterable<Message>): Promise<Message[]> {
  const found: Message[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

/** Processes of ours that lift. */
export const lifting = (): readonly string[] =>
  execFileSync('ps', ['-ww', '-eo', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('lift-child.ts'));

/** Waits for at most 20 s. */
export const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 400) throw new Error(`not within 20 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
