import { readFile, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';

type Running = { wires: { wire: string; url: string }[] };

/**
 * Puts a line that breaks before the emulators of some wires: what is submitted arrives, and its answer never does. `mend` joins them as they were.
 */
export async function breakLine(home: string, wires: RegExp): Promise<Readonly<{ mend: () => Promise<void> }>> {
  const path = join(home, 'emulators.json');
  const whole = await readFile(path, 'utf8');
  const running = JSON.parse(whole) as Running;
  const closers: (() => void)[] = [];
  for (const each of running.wires.filter(({ wire }) => wires.test(wire))) {
    const target = each.url;
    const line = createServer((asked, answer) => {
      const onward = request(new URL(asked.url ?? '/', target), { method: asked.method, headers: asked.headers }, (reply) => {
        if (asked.method === 'POST') {
          reply.resume();
          answer.destroy();
          return;
        }
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      asked.pipe(onward);
    });
    await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
    each.url = `http://127.0.0.1:${(line.address() as { port: number }).port}`;
    closers.push(() => line.close());
  }
  await writeFile(path, JSON.stringify(running));
  return {
    mend: async () => {
      await writeFile(path, whole);
      for (const close of closers) close();
    },
  };
}
