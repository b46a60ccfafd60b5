// node drive.mjs CLIENT '{"baseUrl","credential","into"}': one client from submit to result; the clip is written to `into`, what was heard to stdout.
import { writeFile } from 'node:fs/promises';

const [client, setting] = process.argv.slice(2);
const { into, ...at } = JSON.parse(setting);
const { play } = await import(`./${client}.mjs`);
const { bytes, ...heard } = await play(at);
await writeFile(into, bytes);
// Some clients keep a socket or a timer open.
process.stdout.write(`${JSON.stringify(heard)}\n`, () => process.exit(0));
