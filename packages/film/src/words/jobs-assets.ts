import type { WordRow } from './row.ts';

/** Faults of the asset store. */
export const jobsAssets = {
  'jobs.no-such-blob': {
    exit: 3,
    http: 404,
    retry: 'never',
    en: 'The bytes {sha256} are not on the shelf. `fantascope doctor` lists what is missing; a backup may have them.',
    zh: '素材库中没有内容 {sha256}。`fantascope doctor` 可列出缺失项；备份中也许还有。',
  },
  'jobs.too-large': {
    exit: 3,
    http: 413,
    retry: 'never',
    en: 'The file is larger than {mostBytes} bytes, the most that is taken here. Nothing was kept.',
    zh: '文件超过此处允许的上限 {mostBytes} 字节；未保存任何内容。',
  },
  'jobs.hash-differs': {
    exit: 3,
    http: 400,
    retry: 'now',
    en: 'The bytes that came have the SHA-256 {sha256}, not {expected}: they were changed on the way. Nothing was kept; send them again.',
    zh: '收到的内容 SHA-256 为 {sha256}，而不是 {expected}：传输中被改动。未保存任何内容，请重新发送。',
  },
} as const satisfies Record<string, WordRow>;
