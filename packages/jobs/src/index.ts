export { type EventFilter, type EventPlace, type EventRow, placeFromText, placeText } from './events/event-log.ts';
export { EventTail } from './events/event-tail.ts';
export { authorize } from './operation/authorize.ts';
export type { Effect, Operation, Preview, Rights, Route } from './operation/operation.ts';
export { operationNamed, operations } from './operation/operations.ts';
export { type Performed, perform, type RawCall } from './operation/perform.ts';
export type { Actor, Door, Role, Scope } from './people/actor.ts';
export type { Ports, Studio } from './studio.ts';
