import { Fault } from '@fantascope/film';
import type { Environment } from '@fantascope/take';

/** A bucket behind the S3 protocol and what opens it. Holds a secret: never shown. */
export type S3Settings = Readonly<{
  /** undefined: Amazon's own, by region. */
  endpoint?: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Before every name, with a slash at its end; '' for none. */
  prefix: string;
  /** Whether browsers and providers reach the bucket under this endpoint, so that they may be sent there. */
  isReachable: boolean;
}>;

/** Reads FANTASCOPE_S3_*; null where no bucket is named: then files lie in the data folder. Throws jobs.s3-settings for half of them. */
export function s3Settings(env: Environment): S3Settings | null {
  const given = (name: string) => env[`FANTASCOPE_S3_${name}`]?.trim() || undefined;
  const bucket = given('BUCKET');
  const endpoint = given('ENDPOINT');
  const accessKeyId = given('ACCESS_KEY_ID');
  const secretAccessKey = given('SECRET_ACCESS_KEY');
  const all = { BUCKET: bucket, ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secretAccessKey };
  if (endpoint === undefined && Object.values(all).every((value) => value === undefined)) return null;
  for (const [name, value] of Object.entries(all))
    if (value === undefined)
      throw new Fault('jobs.s3-settings', { setting: `FANTASCOPE_S3_${name}`, problemEn: 'missing', problemZh: '缺失' });
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
    throw new Fault('jobs.s3-settings', {
      setting: 'FANTASCOPE_S3_ENDPOINT',
      problemEn: 'no http(s) address',
      problemZh: '不是 http(s) 地址',
    });
  const prefix = (given('PREFIX') ?? '').replace(/^\/+|\/+$/g, '');
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    region: given('REGION') ?? 'us-east-1',
    bucket: bucket as string,
    accessKeyId: accessKeyId as string,
    secretAccessKey: secretAccessKey as string,
    prefix: prefix === '' ? '' : `${prefix}/`,
    isReachable: given('IS_PUBLIC') === '1',
  };
}
