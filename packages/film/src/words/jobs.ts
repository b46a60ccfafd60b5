import type { WordRow } from './row.ts';

/** Faults and notices of durable work: database, engine, ledger, assets, operations, people. */
export const jobs = {
  'jobs.no-such-thing': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is no {id} here, or you may not see it.',
    zh: '这里没有 {id}，或者你无权查看它。',
  },
  'jobs.not-allowed': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: '{operation} needs the role {role} in this project.',
    zh: '{operation} 需要你在本项目中担任 {role}。',
  },
} as const satisfies Record<string, WordRow>;
