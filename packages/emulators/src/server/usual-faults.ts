/** Faults of the one POST that submits, whatever becomes of the task. */
const post = ['accept-then-500', 'accept-then-hang-up', 'accept-then-half-reply', 'hang-up-untaken', 'slow-submit', 'rate-limit'] as const;
/** Faults of a poll that say nothing about the task. */
const asked = ['poll-503', 'poll-429', 'poll-401', 'poll-hang-up', 'poll-half-body'] as const;

/** Faults most hosted providers can show, by stage; a protocol lists these and adds its own. */
export const usualFaults = {
  post,
  submit: [...post, 'fails', 'content-refused', 'forgets'],
  asked,
  poll: [...asked, 'unknown-status', 'extra-fields', 'running-to-queued'],
  result: ['expired-result', 'truncated-result', 'wrong-length', 'html-result'],
  webhook: ['webhook-first', 'webhook-lost', 'webhook-twice'],
} as const;
