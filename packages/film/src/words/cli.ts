import type { WordRow } from './row.ts';

/** Faults and notices of the command line. */
export const cli = {
  'cli.usage': { exit: 2, http: 400, retry: 'never', en: '{problem} See `fantascope --help`.', zh: '{problem} 请看 `fantascope --help`。' },
  'cli.unknown-command': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'There is no command `{name}`. `fantascope --help` lists them all.',
    zh: '没有 `{name}` 这个命令。`fantascope --help` 会列出全部命令。',
  },
  'cli.unknown-option': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The option {name} is not known here. `fantascope {command} --help` lists the options.',
    zh: '这里没有 {name} 这个选项。`fantascope {command} --help` 会列出全部选项。',
  },
  'cli.missing': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{name} is missing. `fantascope {command} --help` shows an example.',
    zh: '缺少 {name}。`fantascope {command} --help` 里有例子。',
  },
  'cli.bad-value': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{option} does not take "{value}"; it takes {takes}.',
    zh: '{option} 不接受“{value}”；可用的值：{takes}。',
  },
  'cli.interrupted': {
    exit: 130,
    http: 499,
    retry: 'now',
    en: 'Stopped on request; nothing half-written was left.',
    zh: '已按要求停止，没有留下写了一半的文件。',
  },
  'cli.unexpected': {
    exit: 1,
    http: 500,
    retry: 'never',
    en: 'Something unforeseen happened: {problem}. Set FANTASCOPE_DEBUG=1 for the details, and please report it.',
    zh: '发生了意料之外的问题：{problem}。设置 FANTASCOPE_DEBUG=1 可查看细节，欢迎反馈。',
  },
  'cli.no-camera': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'No camera move was understood in "{text}"; the camera stands still.',
    zh: '没有从“{text}”里读出镜头运动；镜头保持不动。',
  },
  'cli.unread': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'Not understood as camera: "{text}".',
    zh: '以下文字没有作为镜头指令理解：“{text}”。',
  },
  'cli.no-preset': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is no preset "{name}". `fantascope preset list` shows them all.',
    zh: '没有名为“{name}”的预设。`fantascope preset list` 会列出全部预设。',
  },
  'cli.bad-file': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The film file {path} cannot be read: {problem}.',
    zh: '无法读取影片文件 {path}：{problem}。',
  },
  'cli.cannot-write': {
    exit: 6,
    http: 500,
    retry: 'later',
    en: 'Cannot write {path}: {problem}. Check that the folder exists and has room.',
    zh: '无法写入 {path}：{problem}。请检查该目录是否存在、空间是否足够。',
  },
} as const satisfies Record<string, WordRow>;
