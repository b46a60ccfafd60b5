export type { Effect, Operation, Rights, Route } from './operation/operation.ts';
export type { Actor, Door, Role, Scope } from './people/actor.ts';
export type { Ports, Studio } from './studio.ts';
