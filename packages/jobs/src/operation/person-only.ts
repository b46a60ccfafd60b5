import { Fault } from '@fantascope/film';
import type { Actor } from '../people/actor.ts';

/** Keeps decisions about money with people: a program that could raise its own limit has none. Throws jobs.person-only for tokens and for agents (MCP). */
export function personOnly({ token, door }: Actor, operation: string): void {
  if (token !== undefined || door === 'mcp') throw new Fault('jobs.person-only', { operation });
}
