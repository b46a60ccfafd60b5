import type { WordRow } from './row.ts';

/** Faults of the doors: rights, input, keys of calls. */
export const jobsDoors = {
  'jobs.no-such-thing': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is no {id} here, or you may not see it.',
    zh: '这里没有 {id}，或者你无权查看它。',
  },
  'jobs.no-such-operation': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is no operation {operation}. /docs lists all there are; so does `fantascope do --list`.',
    zh: '没有名为 {operation} 的操作。/docs 列出了全部操作，`fantascope do --list` 也可以。',
  },
  'jobs.not-allowed': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: '{operation} needs the role {role} in this project. An owner of the project can give it to you.',
    zh: '{operation} 需要你在本项目中担任 {role}。项目的 owner 可以授予你该角色。',
  },
  'jobs.owner-only': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: '{operation} is for the owner of this server.',
    zh: '{operation} 只有本服务器的所有者可以使用。',
  },
  'jobs.out-of-scope': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'This token may not do {operation}: it lacks the scope {scope}. Make a token that has it.',
    zh: '此令牌不能执行 {operation}：缺少权限 {scope}。请新建带有该权限的令牌。',
  },
  'jobs.sign-in-first': {
    exit: 2,
    http: 401,
    retry: 'never',
    en: '{operation} needs somebody who has signed in. Open the URL that the server printed, sign in, or send a token.',
    zh: '{operation} 需要先登录。请打开服务器启动时打印的网址、登录，或携带令牌。',
  },
  'jobs.bad-input': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{operation}: {whereEn} {problemEn}. Nothing was done.',
    zh: '{operation}：{whereZh} {problemZh}。未执行任何操作。',
  },
  'jobs.bad-cursor': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'That cursor is none that a list of ours has given. Ask for the first page without one.',
    zh: '该 cursor 不是由本服务的列表给出的。请不带 cursor 从第一页开始。',
  },
  'jobs.bad-key': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'An Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID.',
    zh: 'Idempotency-Key 应为 1 到 255 个可见 ASCII 字符，例如一个 UUID。',
  },
  'jobs.key-reused': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The Idempotency-Key {key} was used for another request. Use a new key for a new request; nothing was done.',
    zh: 'Idempotency-Key {key} 已用于另一个请求。新的请求请用新的键；未执行任何操作。',
  },
  'jobs.still-running': {
    exit: 6,
    http: 409,
    retry: 'later',
    en: 'The first request with the Idempotency-Key {key} is still running. Ask again with the same key.',
    zh: '使用 Idempotency-Key {key} 的第一个请求仍在执行。请稍后用同一个键再试。',
  },
} as const satisfies Record<string, WordRow>;
