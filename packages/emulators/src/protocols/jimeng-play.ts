import { createHash, createHmac } from 'node:crypto';
import { at } from '../ask-emulator.ts';
import type { Play } from '../play.ts';

const action = (name: string) => `/?Action=${name}&Version=2022-08-31`;
const key = 'jimeng_i2v_recamera_v30';
const idOf = (json: unknown) => String(at(json, 'data.task_id'));
const hmac = (secret: Uint8Array | string, text: string) => createHmac('sha256', secret).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Signs a POST as Volcengine's page on signing has it, apart from the server's own reading of it. */
export const jimengHeaders: Play['headers'] = (credential, { baseUrl, path, json } = { baseUrl: 'http://127.0.0.1', path: '/' }) => {
  const [access = '', secretKey = ''] = credential.split(':');
  const { host, search, pathname } = new URL(path, baseUrl);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const hash = sha256(json === undefined ? '' : JSON.stringify(json));
  const scope = `${date.slice(0, 8)}/cn-north-1/cv/request`;
  const names = 'host;x-content-sha256;x-date';
  const canonical = `POST\n${pathname}\n${search.slice(1)}\nhost:${host}\nx-content-sha256:${hash}\nx-date:${date}\n\n${names}\n${hash}`;
  const signing = scope.split('/').reduce<Uint8Array | string>((secret, part) => hmac(secret, part), secretKey);
  const signature = hmac(signing, `HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    'x-date': date,
    'x-content-sha256': hash,
    authorization: `HMAC-SHA256 Credential=${access}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
};

/** A still led by a camera template: the documented example. */
export const jimengPlay: Play = {
  submit: {
    path: action('CVSync2AsyncSubmitTask'),
    json: {
      req_key: key,
      image_urls: ['https://example.com/a.png'],
      prompt: '千军万马',
      template_id: 'hitchcock_dolly_out',
      camera_strength: 'medium',
      seed: -1,
      frames: 121,
    },
  },
  headers: jimengHeaders,
  poll: (json) => ({ path: action('CVSync2AsyncGetResult'), method: 'POST', json: { req_key: key, task_id: idOf(json) } }),
  read: ({ json }) => {
    const word = at(json, 'data.status');
    // The page has no status for failure: the question itself is answered with the error.
    if (word === undefined) return [50501, 50516].includes(Number(json['code'])) ? 'failed' : 'silent';
    if (word === 'expired') return 'failed';
    return word === 'done' ? 'made' : word === 'not_found' ? 'silent' : 'under way';
  },
  files: ({ json }) => [String(at(json, 'data.video_url'))],
  cancel: (json) => ({ path: action('CVCancelTask'), method: 'POST', json: { req_key: key, task_id: idOf(json) } }),
  size: { widthPx: 1280, heightPx: 720, lengthSec: 121 / 24, fps: 24 },
};
