/** Faults most hosted providers can show, by stage; a protocol lists these and adds its own. */
export const usualFaults = {
  submit: [
    'accept-then-500',
    'accept-then-hang-up',
    'accept-then-half-reply',
    'hang-up-untaken',
    'slow-submit',
    'rate-limit',
    'fails',
    'content-refused',
    'forgets',
  ],
  poll: ['poll-503', 'poll-429', 'poll-401', 'poll-hang-up', 'poll-half-body', 'unknown-status', 'extra-fields', 'running-to-queued'],
  result: ['expired-result', 'truncated-result', 'wrong-length', 'html-result'],
  webhook: ['webhook-first', 'webhook-lost', 'webhook-twice'],
} as const;
