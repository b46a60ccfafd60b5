import { createInterface } from 'node:readline';

/** Whether a person sits at both ends and can be asked. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on stderr, so that stdout stays one value, and gives the line; '' where the input has ended. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve) => {
      lines.once('close', () => resolve(''));
      lines.question(question, resolve);
    });
  } finally {
    lines.close();
  }
}

/** Asks for a line that is not shown. */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  let typed = '';
  try {
    for await (const text of stdin as AsyncIterable<string>) {
      for (const letter of text) {
        if (letter === '\r' || letter === '\n' || letter === '\u0004') return typed;
        // Raw mode hands Ctrl-C to us.
        if (letter === '\u0003') return '';
        typed = letter === '\u007f' || letter === '\b' ? typed.slice(0, -1) : typed + letter;
      }
    }
    return typed;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    process.stderr.write('\n');
  }
}

/** All of standard input, at most as many letters of it as asked for, default 65536. */
export async function readInput(most = 65_536): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const part of process.stdin as AsyncIterable<string>) {
    text += part;
    if (text.length > most) break;
  }
  return text;
}
