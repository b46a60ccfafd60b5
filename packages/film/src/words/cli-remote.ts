import type { WordRow } from './row.ts';

/** Faults of commands that speak to a running server. */
export const cliRemote = {
  'cli.no-server': {
    exit: 4,
    http: 503,
    retry: 'later',
    en: 'No Fantascope server answers{atEn}. Start one with `npm start`, or name another with --server URL.',
    zh: '没有幻镜服务器应答{atZh}。请用 `npm start` 启动，或用 --server URL 指定其他服务器。',
  },
  'cli.no-token': {
    exit: 2,
    http: 401,
    retry: 'never',
    en: 'There is no token for {url}. Make one there (token.create) and set it as FANTASCOPE_TOKEN.',
    zh: '没有用于 {url} 的令牌。请在该服务器上创建（token.create），并设为 FANTASCOPE_TOKEN。',
  },
  'cli.bad-server': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{given} is no address of a server. It looks like http://127.0.0.1:4747; another machine needs https.',
    zh: '{given} 不是服务器地址。应类似 http://127.0.0.1:4747；其他机器须使用 https。',
  },
  'cli.server-said': {
    exit: 1,
    http: 502,
    retry: 'never',
    en: 'The server refused with {code}: {problem}',
    zh: '服务器拒绝（{code}）：{problem}',
  },
  'cli.not-fantascope': {
    exit: 4,
    http: 502,
    retry: 'never',
    en: '{url} answers, but not as a Fantascope server (status {status}). Check the address.',
    zh: '{url} 有应答，但不是幻镜服务器（状态 {status}）。请检查地址。',
  },
  'cli.lost-answer': {
    exit: 6,
    http: 502,
    retry: 'now',
    en: 'The connection to {url} ended before the answer came, so it is not known whether {operation} was done.',
    zh: '与 {url} 的连接在收到答复前中断，不知道 {operation} 是否已执行。',
  },
  'cli.bad-input-json': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{option} must hold one JSON object: {problem}.',
    zh: '{option} 应为一个 JSON 对象：{problem}。',
  },
  'cli.not-a-field': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '"{given}" is no field. Fields are written --name value; `fantascope do {operation} --help` lists them.',
    zh: '“{given}”不是字段。字段写作 --名称 值；`fantascope do {operation} --help` 会列出它们。',
  },
  'cli.field-twice': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '--{field} is given twice. Give it once.',
    zh: '--{field} 给了两次。请只给一次。',
  },
  'cli.secret-in-sight': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The value of --{field} is secret and would be seen in the list of processes. Leave it out to be asked for it, or send it with --input -.',
    zh: '--{field} 的值是机密，会出现在进程列表里。请省略它以便另行输入，或用 --input - 传入。',
  },
  'cli.confirm-first': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'Nothing was done: {operation} may cost money. To do exactly what is shown, send the same again with --confirm {hash}',
    zh: '未执行：{operation} 可能产生费用。要按所示执行，请加上 --confirm {hash} 再发一次',
  },
  'cli.plan-changed': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'Nothing was done: {operation} is no longer what was confirmed. It is shown as it is now; its hash is {hash}',
    zh: '未执行：{operation} 已不是确认时的内容。现已显示最新内容，其 hash 为 {hash}',
  },
} as const satisfies Record<string, WordRow>;
