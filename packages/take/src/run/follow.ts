import { judgeWait, type Progress, type Wait } from '@fantascope/models';
import type { StoredFile } from '../journal/row.ts';
import type { TakeRecord } from '../journal/take-record.ts';
import { settledMoney } from '../money/settle.ts';
import { cleanText } from '../provider/clean-text.ts';
import { collect, wantedFile } from './collect.ts';
import type { TakePorts } from './ports.ts';

/** Some providers answer a poll with a further question; more than these in a row are none of ours. */
const MOST_QUESTIONS = 5;
/** The longest a provider can make us wait between two polls by its Retry-After. */
const MOST_RETRY_AFTER_SEC = 300;

/** A task that was called off and that its provider has known nothing of for this long is off, milliseconds. */
const CALLED_OFF_MISSING_MS = 5000;

/** How a wait ended without an end of the take: called off where that cannot be done, or watched long enough. The take goes on at its provider. */
export type Left = Readonly<{ left: 'cannot-cancel' | 'still-running' | 'not-fetched'; reason: string }>;

/**
 * Waits for a take that its provider has accepted, fetches its file and settles its money. A poll that fails says nothing about the take and
 * is asked again; only the provider's own word, or the end of patience, ends a wait. Once the signal is raised the take is called off.
 * `first`: what is known already, where the provider answered the submit with the result.
 */
export async function follow(
  record: TakeRecord,
  ports: TakePorts,
  { first }: Readonly<{ first?: Progress | undefined }> = {},
): Promise<'settled' | Left> {
  const { patience, signal, nowMs, onNews } = ports;
  const { intent } = record;
  let wait: Wait = { sinceMs: record.ticketAtMs ?? nowMs() };
  let delayMs = patience.pollFirstMs;
  let cancelledAtMs: number | undefined;
  let isTakenOff = false;
  let fetches = 0;
  let lastWarning = '';
  let known = first;
  for (;;) {
    if (signal?.aborted === true && cancelledAtMs === undefined) {
      const answer = await callOff(record, ports);
      if (answer === 'cannot') return { left: 'cannot-cancel', reason: 'the provider has no way to call a take off' };
      cancelledAtMs = nowMs();
      isTakenOff = answer === 'cancelled';
      delayMs = patience.pollFirstMs;
    }
    const asked = known ?? (await askOnce(record, ports));
    // A result that was told once is told again only where it can be fetched anew from the same address.
    known = asked === first && fetches < patience.fetches ? first : undefined;
    // Some providers drop a task from their lists once it is called off.
    const missingMs = isTakenOff ? Math.min(patience.missingMs, CALLED_OFF_MISSING_MS) : patience.missingMs;
    const judged = judgeWait(wait, asked, { nowMs: nowMs(), missingMs, mostMs: patience.mostMs });
    wait = judged.wait;
    const { progress } = judged;
    onNews?.({ news: 'progress', progress, sinceMs: wait.sinceMs });
    const warning = 'warning' in progress && progress.warning !== undefined ? cleanText(progress.warning, ports.secrets) : '';
    if (warning !== '' && warning !== lastWarning) onNews?.({ news: 'warning', text: warning });
    lastWarning = warning;
    switch (progress.state) {
      case 'succeeded': {
        await ports.pause?.('after-success');
        const got = await fetchOf(progress);
        if ('file' in got) {
          await ports.pause?.('after-download');
          await settle({ state: 'ready', progress, file: got.file });
          return 'settled';
        }
        fetches += 1;
        // The next poll may bring a fresh address.
        if (fetches < patience.fetches) break;
        if (!got.isGone) return { left: 'not-fetched', reason: got.problem };
        await settle({ state: 'lost', progress, problem: { code: 'file-gone', message: got.problem, isRetryLater: false } });
        return 'settled';
      }
      case 'failed':
      case 'cancelled':
      case 'expired':
        await settle({
          state: isTakenOff && progress.problem.code === 'missing' ? 'cancelled' : progress.state,
          progress,
          problem: progress.problem,
        });
        return 'settled';
      case 'queued':
      case 'running':
      case 'unclear':
        break;
      default:
        return progress satisfies never;
    }
    await ports.pause?.('while-polling');
    if (cancelledAtMs !== undefined && nowMs() - cancelledAtMs >= patience.cancelWaitMs)
      return { left: 'still-running', reason: 'it had not ended when it was last asked' };
    const retryAfterSec = progress.state === 'unclear' ? Math.min(progress.retryAfterSec ?? 0, MOST_RETRY_AFTER_SEC) : 0;
    // A raised signal ends the first pause, so that a take is called off at once; after that the pauses are whole.
    await ports.sleep(Math.max(delayMs, retryAfterSec * 1000), cancelledAtMs === undefined ? signal : undefined);
    delayMs = Math.min(patience.pollMostMs, delayMs * 1.4);
  }

  async function fetchOf(progress: Extract<Progress, { state: 'succeeded' }>) {
    const wanted = wantedFile(progress.files, intent.makes);
    if (wanted === undefined) return { problem: 'the provider names no file', isGone: false };
    onNews?.({ news: 'fetching' });
    return collect(record, wanted, ports);
  }

  async function settle(end: {
    state: 'ready' | 'failed' | 'cancelled' | 'expired' | 'lost';
    progress: Progress;
    problem?: Readonly<{ code: string; message: string; isRetryLater: boolean; retryAfterSec?: number }>;
    file?: StoredFile;
  }): Promise<void> {
    const { state, progress, problem, file } = end;
    const charge = 'charge' in progress ? progress.charge : undefined;
    const seed = progress.state === 'succeeded' ? progress.seed : undefined;
    const isReady = state === 'ready' || state === 'lost';
    await ports.journal.append({
      kind: 'settle',
      take: record.take,
      state,
      money: settledMoney(intent.money, { charge, isReady }),
      ...(problem === undefined
        ? {}
        : { problem: { ...problem, code: cleanText(problem.code, ports.secrets), message: cleanText(problem.message, ports.secrets) } }),
      ...(file === undefined ? {} : { file }),
      ...(seed === undefined ? {} : { seed }),
    });
    await ports.pause?.('after-settle');
  }
}

async function askOnce({ ticket }: TakeRecord, { wire, setting, net }: TakePorts): Promise<Progress> {
  if (ticket === undefined) return { state: 'unclear', reason: 'there is no ticket' };
  let http = wire.poll(ticket, setting);
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const delivery = await net.send(http);
    if (delivery.state !== 'reply') return { state: 'unclear', reason: delivery.reason };
    const read = wire.readProgress(delivery.reply, ticket, setting);
    if (read.state !== 'ask') return read;
    http = read.next;
  }
  return { state: 'unclear', reason: 'the provider keeps asking back' };
}

/** Tells the provider to call a take off, and notes what it said. */
async function callOff(record: TakeRecord, ports: TakePorts): Promise<'cancelled' | 'too-late' | 'unclear' | 'cannot'> {
  const { wire, setting, net, journal, onNews } = ports;
  const { cancel } = wire;
  const { ticket, take } = record;
  let answer: 'cancelled' | 'too-late' | 'unclear' | 'cannot' = 'cannot';
  if (cancel !== undefined && ticket !== undefined) {
    onNews?.({ news: 'cancel', answer: 'asked' });
    const answers: ('cancelled' | 'too-late' | 'unclear')[] = [];
    for (const request of [cancel.request, cancel.also]) {
      if (request === undefined) continue;
      const delivery = await net.send(request(ticket, setting));
      answers.push(delivery.state === 'reply' ? cancel.read(delivery.reply) : 'unclear');
    }
    answer = answers.includes('cancelled') ? 'cancelled' : (answers[0] ?? 'unclear');
  }
  await journal.append({ kind: 'cancel', take, answer });
  onNews?.({ news: 'cancel', answer });
  return answer;
}
