import { Fault } from '@fantascope/film';
import { usdText } from '@fantascope/take';
import type { BudgetKey, Scope } from './budgets.ts';

/** Who can make room: the owner of the server (day, project, provider), an owner of the project (member), or whose token it is. */
export type Raiser = 'server-owner' | 'project-owner' | 'token-owner';

/** Why money is not set aside. `left`: what of the cap is neither spent nor held, never below 0. */
export type Refusal =
  | (Readonly<{ kind: 'cap'; capUsdMicros: number; leftUsdMicros: number; askedUsdMicros: number; raisedBy: Raiser }> & BudgetKey)
  /** A take of this project cost more than was set aside; a person has not decided yet. */
  | Readonly<{ kind: 'blocked'; projectId: string; raisedBy: Raiser }>;

/** Who raises a cap of this kind. */
export function raiserOf(scope: Scope): Raiser {
  switch (scope) {
    case 'day':
    case 'project':
    case 'provider':
      return 'server-owner';
    case 'member':
      return 'project-owner';
    case 'token':
      return 'token-owner';
    default:
      return scope satisfies never;
  }
}

const codes = {
  day: 'jobs.over-day-cap',
  project: 'jobs.over-project-cap',
  member: 'jobs.over-member-cap',
  provider: 'jobs.over-provider-cap',
  token: 'jobs.over-token-limit',
} as const satisfies Record<Scope, string>;

/** The first reason as the fault that a door answers with: a block before a cap, and of the caps the one with the least room. */
export function refusalFault(refusals: readonly [Refusal, ...Refusal[]]): Fault {
  const blocked = refusals.find((refusal) => refusal.kind === 'blocked');
  if (blocked !== undefined) return new Fault('jobs.project-blocked', { project: blocked.projectId });
  const caps = refusals.filter((refusal) => refusal.kind === 'cap').sort((one, other) => one.leftUsdMicros - other.leftUsdMicros);
  const first = caps[0] as (typeof caps)[number];
  return new Fault(codes[first.scope], {
    key: first.key,
    cap: usdText(first.capUsdMicros),
    left: usdText(first.leftUsdMicros),
    asked: usdText(first.askedUsdMicros),
  });
}
