import { parseArgs } from 'node:util';
import { Fault, say } from '@fantascope/film';
import type { Emulator, FaultName } from './emulator.ts';
import { chatName, emulatorNames, startEmulator } from './emulators.ts';
import { mainWords } from './main-words.ts';

const options = {
  port: { type: 'string', default: '4750' },
  'work-ms': { type: 'string', default: '3000' },
  slots: { type: 'string' },
  faults: { type: 'string' },
  ratio: { type: 'string', default: '0.2' },
  seed: { type: 'string', default: '1' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** The settings that point a wire at its emulator. */
function settings({ wire, baseUrl, credential }: Emulator): readonly string[] {
  if (wire === chatName) return [`fantascope film make BRIEF --llm ${baseUrl}#emulated`];
  const prefix = `FANTASCOPE_${wire.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  return [`${prefix}_URL=${baseUrl}`, ...(credential === '' ? [] : [`${prefix}_KEY=${credential}`])];
}

/** One line of `--json`. */
function told({ wire, baseUrl, credential }: Emulator) {
  return { wire, url: baseUrl, key: credential };
}

/** What people are told once all of them listen. */
function sheetOf(running: readonly Emulator[], words: Readonly<{ running: string; hint: string }>): string {
  const wide = Math.max(...running.map(({ wire }) => wire.length));
  const rows = running.map((emulator) => {
    const [first = '', ...rest] = settings(emulator);
    return `  ${emulator.wire.padEnd(wide)}  ${first}\n${rest.map((line) => `  ${' '.repeat(wide)}  ${line}\n`).join('')}`;
  });
  return `${words.running}\n\n${rows.join('')}\n${words.hint}\n`;
}

function languageOf(named: string | undefined): 'en' | 'zh' {
  const { FANTASCOPE_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^zh/i.test(named ?? FANTASCOPE_LANG ?? LC_ALL ?? LC_MESSAGES ?? LANG ?? '') ? 'zh' : 'en';
}

async function main(argv: readonly string[]): Promise<number> {
  const named = argv[argv.indexOf('--lang') + 1];
  const words = mainWords[languageOf(argv.includes('--lang') ? named : undefined)];
  let asked: ReturnType<typeof parsed>;
  try {
    asked = parsed(argv);
  } catch (cause) {
    process.stderr.write(`${words.usage}\n${(cause as Error).message}\n`);
    return 2;
  }
  const { port, workMs, slots, faults, wires } = asked;
  if (asked.isHelp) {
    process.stdout.write(`${words.usage}\n`);
    return 0;
  }
  const running: Emulator[] = [];
  const closeAll = () => Promise.all(running.map((emulator) => emulator.close()));
  try {
    for (const [index, wire] of wires.entries()) {
      const own = faults === undefined ? {} : { faults };
      running.push(
        await startEmulator(wire, { port: port === 0 ? 0 : port + index, workMs, ...own, ...(slots === undefined ? {} : { slots }) }),
      );
    }
  } catch (cause) {
    await closeAll();
    if (!(cause instanceof Fault)) throw cause;
    process.stderr.write(`${say(languageOf(argv.includes('--lang') ? named : undefined), cause)}\n`);
    return 2;
  }
  const [chat] = running.filter(({ wire }) => wire === chatName).map(told);
  const listed = { emulators: running.filter(({ wire }) => wire !== chatName).map(told), ...(chat === undefined ? {} : { chat }) };
  process.stdout.write(asked.isJson ? `${JSON.stringify(listed)}\n` : sheetOf(running, words));
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await closeAll();
  const rows = running.flatMap(({ bill }) => bill);
  const usd = rows.filter(({ isCancelled, isWaived }) => isCancelled !== true && isWaived !== true).reduce((sum, row) => sum + row.usd, 0);
  process.stdout.write(`\n${words.bill.replace('{tasks}', String(rows.length)).replace('{usd}', usd.toFixed(2))}\n`);
  return signal === 'SIGINT' ? 130 : 0;
}

function parsed(argv: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const number = (name: keyof typeof values, most: number): number => {
    const value = Number(values[name]);
    if (!(value >= 0 && value <= most)) throw new Error(`--${name} 0-${most}`);
    return value;
  };
  const wires = positionals.length === 0 ? [...emulatorNames, chatName] : positionals;
  const of = values.faults === undefined || values.faults === 'all' ? {} : { of: values.faults.split(',') as FaultName[] };
  return {
    wires,
    isHelp: values.help === true,
    isJson: values.json === true,
    port: number('port', 65535 - wires.length),
    workMs: number('work-ms', 3_600_000),
    slots: values.slots === undefined ? undefined : Math.max(1, number('slots', 10_000)),
    faults: values.faults === undefined ? undefined : { seed: number('seed', 2 ** 31), ratio: number('ratio', 1), ...of },
  };
}

process.exitCode = await main(process.argv.slice(2));
