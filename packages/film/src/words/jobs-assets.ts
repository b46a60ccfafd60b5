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
  'jobs.store-failed': {
    exit: 6,
    http: 503,
    retry: 'later',
    en: 'The bucket that holds the files did not do what it was asked: {reason}. Nothing was changed; try again.',
    zh: '存放文件的存储桶未能完成请求：{reason}。未作任何更改，请重试。',
  },
  'jobs.s3-settings': {
    exit: 2,
    http: 500,
    retry: 'never',
    en: 'The setting {setting} is {problemEn}. A bucket needs FANTASCOPE_S3_BUCKET, FANTASCOPE_S3_ACCESS_KEY_ID and FANTASCOPE_S3_SECRET_ACCESS_KEY, and FANTASCOPE_S3_ENDPOINT where it is not at Amazon; without all of them files lie in the data folder.',
    zh: '设置 {setting} {problemZh}。使用存储桶需要 FANTASCOPE_S3_BUCKET、FANTASCOPE_S3_ACCESS_KEY_ID 和 FANTASCOPE_S3_SECRET_ACCESS_KEY，不在亚马逊时还需要 FANTASCOPE_S3_ENDPOINT；一个都不设置时文件存放在数据文件夹中。',
  },
  'jobs.s3-unreachable': {
    exit: 4,
    http: 503,
    retry: 'later',
    en: 'The bucket {bucket} cannot be used: {reason}. Check FANTASCOPE_S3_ENDPOINT and that the bucket exists and the key may read and write it.',
    zh: '存储桶 {bucket} 无法使用：{reason}。请检查 FANTASCOPE_S3_ENDPOINT，并确认存储桶存在且密钥有读写权限。',
  },
} as const satisfies Record<string, WordRow>;
