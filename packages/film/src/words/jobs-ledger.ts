import type { WordRow } from './row.ts';

/** Faults of the ledger: caps, approvals, unknown money. */
export const jobsLedger = {
  'jobs.over-day-cap': {
    exit: 2,
    http: 402,
    retry: 'later',
    en: '{asked} is more than what is left of this day: {left} of {cap} (the day is UTC, {key}). Nothing was sent. The owner of this server raises the cap of a day (ledger.set-cap), or try again tomorrow.',
    zh: '需要 {asked}，超出今日剩余额度：上限 {cap}，剩余 {left}（按 UTC 日期 {key}）。没有发送任何请求。请服务器所有者提高每日上限（ledger.set-cap），或明天再试。',
  },
  'jobs.over-project-cap': {
    exit: 2,
    http: 402,
    retry: 'never',
    en: '{asked} is more than what is left of project {key}: {left} of {cap}. Nothing was sent. The owner of this server raises the cap of a project (ledger.set-cap).',
    zh: '需要 {asked}，超出项目 {key} 的剩余额度：上限 {cap}，剩余 {left}。没有发送任何请求。请服务器所有者提高项目上限（ledger.set-cap）。',
  },
  'jobs.over-member-cap': {
    exit: 2,
    http: 402,
    retry: 'never',
    en: '{asked} is more than what is left to this member: {left} of {cap}. Nothing was sent. An owner of the project approves the take or raises the cap.',
    zh: '需要 {asked}，超出该成员的剩余额度：上限 {cap}，剩余 {left}。没有发送任何请求。请项目 owner 批准该拍摄或提高上限。',
  },
  'jobs.over-provider-cap': {
    exit: 2,
    http: 402,
    retry: 'never',
    en: '{asked} is more than what is left for {key}: {left} of {cap}. Nothing was sent. The owner of this server raises the cap of a provider (ledger.set-cap), or choose another model.',
    zh: '需要 {asked}，超出 {key} 的剩余额度：上限 {cap}，剩余 {left}。没有发送任何请求。请服务器所有者提高该服务方的上限（ledger.set-cap），或改用其他模型。',
  },
  'jobs.over-token-limit': {
    exit: 2,
    http: 402,
    retry: 'never',
    en: '{asked} is more than this token may still spend: {left} of {cap}. Nothing was sent. A token spends nothing until the person who made it sets its limit; they can raise it.',
    zh: '需要 {asked}，超出此令牌的剩余额度：上限 {cap}，剩余 {left}。没有发送任何请求。令牌在创建者设定限额之前不能花钱；创建者可以提高限额。',
  },
  'jobs.project-blocked': {
    exit: 2,
    http: 402,
    retry: 'never',
    en: 'A take of project {project} cost more than was set aside. Nothing was sent, and nothing more is spent there until a person decides: an owner acknowledges it (ledger.unblock), or the cap of the project is raised (ledger.set-cap).',
    zh: '项目 {project} 有一次拍摄的实际花费超出预留。这次没有发送任何请求，在有人决定之前不再花钱：请 owner 确认（ledger.unblock），或提高项目上限（ledger.set-cap）。',
  },
  'jobs.not-reserved': {
    exit: 1,
    http: 500,
    retry: 'never',
    en: 'The money of take {take} is not set aside, so it was not sent. Shoot it again.',
    zh: '拍摄 {take} 的费用没有预留，因此没有发送。请重新拍摄。',
  },
  'jobs.money-ended': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The money of take {take} is settled or given back already; nothing more was paid. Shoot the shot again as a new take.',
    zh: '拍摄 {take} 的费用已结清或已退回；没有再付费。请重新拍摄，产生新的一条。',
  },
  'jobs.not-waiting': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'Take {take} does not wait for an approval; nothing was sent by this. Look at it again: somebody may have decided already.',
    zh: '拍摄 {take} 并没有在等待批准；没有因此发送任何请求。请再看一眼，可能已有人决定。',
  },
  'jobs.person-only': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: '{operation} is for a person who has signed in, not for a token or an agent: a program must not widen its own rights.',
    zh: '{operation} 只能由已登录的人操作，不能使用令牌或智能体：程序不得扩大自身的权限。',
  },
  'jobs.unknown-needs-fact': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'Say what happened to take {take}: the id its provider gave the task (taskId), or what was paid for it (paidUsd), one of the two, and only where it happened.',
    zh: '请说明拍摄 {take} 的情况：仅当已发生时，给出服务方的任务编号（taskId）或已支付的金额（paidUsd），二选一。',
  },
} as const satisfies Record<string, WordRow>;
