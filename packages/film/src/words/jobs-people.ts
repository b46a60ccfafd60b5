import type { WordRow } from './row.ts';

/** Faults of people: secrets, tokens, invitations, keys, settings, hooks. */
export const jobsPeople = {
  'jobs.bad-secret-file': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'The file {path} does not hold one of our secrets. Put it back from a backup, or remove it: a new one is made, and everybody signs in again.',
    zh: '文件 {path} 不是有效的密钥文件。请从备份恢复，或将其删除：系统会生成新的密钥，所有人需重新登录。',
  },
} as const satisfies Record<string, WordRow>;
