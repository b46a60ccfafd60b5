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
  'jobs.sealed-elsewhere': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: '{name} was sealed with another key than that of {path}. Copy the file from the machine where it was set, or set it again.',
    zh: '{name} 并非用 {path} 中的密钥加密。请从当初设置它的机器复制该文件，或重新设置。',
  },
  'jobs.link-spent': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'This invitation is not valid: it was used, has expired, was taken back, or is for another address. Ask for a new one.',
    zh: '此邀请无效：已被使用、已过期、已撤回，或属于其他邮箱。请索取新的邀请。',
  },
  'jobs.email-taken': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'There is already an account with this address. Sign in with it; an owner of the project can add you as a member.',
    zh: '此邮箱已有账号。请直接登录；项目的 owner 可以将你加为成员。',
  },
  'jobs.only-server-owner-invites': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'On this server only its owner invites new people (setting people.whoInvites).',
    zh: '本服务器只允许其所有者邀请新成员（设置 people.whoInvites）。',
  },
  'jobs.last-server-owner': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The server would be left without an owner. Make somebody else its owner first.',
    zh: '服务器将没有所有者。请先指定其他人为所有者。',
  },
  'jobs.scope-too-wide': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'A token with the scope admin speaks for the owner of the server and is for every project; you may not make this one.',
    zh: '带有 admin 权限的令牌代表服务器所有者，且适用于所有项目；你不能创建此令牌。',
  },
  'jobs.bad-setting-value': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The value of {setting} {problemEn}. Nothing was changed.',
    zh: '{setting} 的值{problemZh}。未做任何更改。',
  },
  'jobs.hook-not-public': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'A webhook goes to a public https address without a user in it; {host} is none.',
    zh: 'Webhook 只能发往不含用户名的公网 https 地址；{host} 不符合。',
  },
} as const satisfies Record<string, WordRow>;
