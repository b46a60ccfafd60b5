import { z } from 'zod';
import type { Wire } from '../wire.ts';
import { withQuery } from './url-parts.ts';

// help.aliyun.com/en/model-studio/get-temporary-file-url: free storage for 48 hours, for one model and one account.
const Policy = z.looseObject({
  data: z.looseObject({
    upload_host: z.string().min(1),
    upload_dir: z.string().min(1),
    policy: z.string(),
    signature: z.string(),
    oss_access_key_id: z.string(),
    x_oss_object_acl: z.string().optional(),
    x_oss_forbid_overwrite: z.string().optional(),
  }),
});

/** The header without which an oss:// name is not looked up. */
export const resolvesUploads = { 'x-dashscope-ossresourceresolve': 'enable' } as const;

/** DashScope's temporary storage: first a signed form for the model, then the form with the file as its last field. */
export const dashscopeUpload: NonNullable<Wire['upload']> = {
  begin: ({ model }, { baseUrl }) => ({
    http: { method: 'GET', url: withQuery(`${baseUrl}/api/v1/uploads`, { action: 'getPolicy', model }) },
  }),
  read: (reply, { step, file }) => {
    if (reply.status >= 300) return null;
    if (step.url !== undefined) return { url: step.url };
    const begun = Policy.safeParse(reply.json);
    if (!begun.success) return null;
    const { data } = begun.data;
    const key = `${data.upload_dir}/${file.fileName}`;
    const acl = data.x_oss_object_acl;
    const overwrite = data.x_oss_forbid_overwrite;
    const form = [
      { name: 'OSSAccessKeyId', value: data.oss_access_key_id },
      { name: 'Signature', value: data.signature },
      { name: 'policy', value: data.policy },
      ...(acl === undefined ? [] : [{ name: 'x-oss-object-acl', value: acl }]),
      ...(overwrite === undefined ? [] : [{ name: 'x-oss-forbid-overwrite', value: overwrite }]),
      { name: 'key', value: key },
      { name: 'success_action_status', value: '200' },
      { name: 'file', value: { bytes: file.bytes, fileName: file.fileName, mime: file.mime } },
    ];
    return { next: { http: { method: 'POST', url: data.upload_host, form }, isOpen: true, url: `oss://${key}` } };
  },
};
