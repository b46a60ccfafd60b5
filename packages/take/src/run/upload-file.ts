import type { UploadFile, UploadStep } from '@fantascope/models';
import type { Bringing } from './bringing.ts';

/** How often an upload is begun anew when it fails. */
const TRIES = 3;
/** A film may be looked through for minutes before it can be used; more questions than these are none of ours. */
const MOST_STEPS = 200;

/** A file in the provider's own storage: its name there, or why it is not there. Unpaid; begun anew from the start when a step fails. */
export async function uploadFile(
  file: UploadFile,
  { wire, setting, net, sleep, signal }: Pick<Bringing, 'wire' | 'setting' | 'net' | 'sleep' | 'signal'>,
): Promise<Readonly<{ url: string }> | Readonly<{ problem: string }>> {
  const { upload } = wire;
  if (upload === undefined) return { problem: `${wire.name} has no upload` };
  const isStopped = () => signal?.aborted === true;
  let problem = '';
  for (let tries = 0; tries < TRIES && !isStopped(); tries += 1) {
    let step: UploadStep = upload.begin(file, setting);
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if (step.waitMs !== undefined) await sleep(step.waitMs, signal);
      if (isStopped()) return { problem: 'it was stopped' };
      const answer = await net.upload(step);
      const read = answer.state === 'reply' ? upload.read(answer.reply, { step, file, setting }) : null;
      if (read === null) {
        problem = answer.state === 'reply' ? `HTTP ${answer.reply.status}` : answer.reason;
        break;
      }
      if ('url' in read) return read;
      step = read.next;
      problem = 'the provider keeps asking back';
    }
  }
  return { problem };
}
