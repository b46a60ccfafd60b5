import { expect, test } from 'vitest';
import { type WordCode, words } from '../index.ts';

/** What may be said to somebody who has just pressed a button that spends, or watches what became of it. */
const spending = [
  ...[
    'take.no-such-model',
    'take.refused-plan',
    'take.no-workflow',
    'take.no-wire',
    'take.no-address',
    'take.bad-address',
    'take.part-lost',
  ],
  ...[
    'take.upload-failed',
    'take.file-too-large',
    'take.no-file-way',
    'take.no-supply',
    'take.bad-picture',
    'take.bad-clip',
    'take.no-file',
  ],
  ...[
    'take.mask-needs-whole',
    'take.interrupted',
    'take.over-ceiling',
    'take.over-day',
    'take.unpriced',
    'take.no-ceiling',
    'take.unknown',
  ],
  ...['take.newer-row', 'take.journal-damaged'],
  ...[
    'jobs.emulated-elsewhere',
    'jobs.now-emulated',
    'jobs.plan-changed',
    'jobs.plan-in-parts',
    'jobs.file-missing',
    'jobs.take-elsewhere',
  ],
  ...['jobs.take-called-off', 'jobs.task-is-taken', 'jobs.task-of-another', 'jobs.control-not-made', 'jobs.shot-without-picture'],
  ...['jobs.over-day-cap', 'jobs.over-project-cap', 'jobs.over-member-cap', 'jobs.over-provider-cap', 'jobs.over-token-limit'],
  ...['jobs.project-blocked', 'jobs.not-reserved', 'jobs.money-ended', 'jobs.not-waiting'],
  ...[
    'jobs.not-allowed',
    'jobs.owner-only',
    'jobs.locked',
    'jobs.archived',
    'jobs.model-or-plan',
    'jobs.out-of-scope',
    'jobs.sign-in-first',
  ],
  ...[
    'jobs.bad-input',
    'jobs.key-reused',
    'jobs.still-running',
    'jobs.render-broke',
    'jobs.render-memory',
    'jobs.job-gave-up',
    'jobs.job-broke',
  ],
  ...[
    'models.bad-request',
    'models.bad-workflow',
    'models.key-elsewhere',
    'models.no-key',
    'models.not-an-address',
    'models.only-loopback',
  ],
  ...['server.slow-down', 'server.unforeseen'],
] as const satisfies readonly WordCode[];

/** What it cost, or that it cost nothing, in each language. */
const cost = {
  en: /\b(nothing|never|not)\b[^.:]*\b(sent|paid|done|spent|changed|written|kept|was)\b|up to \{amount\}|without a ceiling|not done twice|not sent again/i,
  zh: /(没有|未|不会|不再|不产生|不执行)[^。]*(发送|付费|费用|执行|改动|写入|保留|花钱|处理|重复|重发)|最多可能花费/,
};

test.each(spending)('%s says what it cost, and what to do', (code) => {
  const { en, zh } = words[code];
  expect(en).toMatch(cost.en);
  expect(zh).toMatch(cost.zh);
  // What happened and what to do are two things: never only one clause.
  expect(en.split(/[.;:?,] /).length).toBeGreaterThanOrEqual(2);
  expect(zh.split(/[。；：，]/).filter((part) => part !== '').length).toBeGreaterThanOrEqual(2);
  expect(en).toMatch(/[.}]$/);
  expect(zh).toMatch(/[。}]$/);
});
