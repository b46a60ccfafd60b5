import type { WordRow } from './row.ts';

/** Faults of the emulated providers. */
export const emulators = {
  'emulators.no-such-fault': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The emulator of {wire} cannot show the fault "{fault}". It can show: {faults}.',
    zh: '{wire} 的模拟服务器不能演示故障“{fault}”。可演示的有：{faults}。',
  },
  'emulators.no-such-server': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'There is no emulator "{wire}". There are: {wires}.',
    zh: '没有名为“{wire}”的模拟服务器。可用的有：{wires}。',
  },
  'emulators.port-taken': {
    exit: 2,
    http: 500,
    retry: 'later',
    en: 'Port {port} is taken by another program. End that program, or start the emulators at another port with --port.',
    zh: '端口 {port} 已被其他程序占用。请结束该程序，或用 --port 换一个起始端口。',
  },
} as const satisfies Record<string, WordRow>;
