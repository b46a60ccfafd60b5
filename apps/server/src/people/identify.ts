import { type Actor, actorOfToken, personById, type Studio } from '@fantascope/jobs';
import type { Identify } from '../http/operation-routes.ts';
import type { LocalDoor } from './local-door.ts';

/** Who a session of an account speaks for, as the accounts' own library found out; null for nobody. */
export type SessionPerson = (headers: Headers) => Promise<string | null>;

/** What tells who calls. A part that is left out lets nobody in. */
export type IdentifyParts = Readonly<{
  studio: Pick<Studio, 'database' | 'ports'>;
  localDoor?: Pick<LocalDoor, 'personOf'>;
  /** With the id of the person whose machine it is. */
  localToken?: Readonly<{ personId: string; isOurs: (bearer: string) => boolean }>;
  sessionPerson?: SessionPerson;
  /** Whether a cookie counts for a request. Only the attack suite puts another in its place. */
  mayUseCookie?: (request: Request) => boolean;
}>;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends cookies along with what any page makes it send. For a request that changes something they count only where the browser
 * itself says that the page is ours; that a foreign Origin is refused beforehand does not help where a browser says nothing at all.
 */
export function saysOwnPage(request: Request): boolean {
  if (safeMethods.has(request.method)) return true;
  return request.headers.get('origin') !== null || request.headers.get('sec-fetch-site') === 'same-origin';
}

/** Finds out who calls: by bearer token first, then by this machine's cookie, then by an account's session. A bearer that is wrong is nobody, whatever cookies come with it. */
export function identifier({ studio, localDoor, localToken, sessionPerson, mayUseCookie = saysOwnPage }: IdentifyParts): Identify {
  const { db } = studio.database;
  const person = async (id: string | null | undefined, door: Actor['door']): Promise<Actor | null> => {
    const found = id === null || id === undefined ? undefined : await personById(db, id);
    return found === undefined ? null : { userId: found.id, isServerOwner: found.isServerOwner, door };
  };
  return async (request) => {
    const authorization = request.headers.get('authorization');
    if (authorization !== null) {
      const [, bearer] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
      if (bearer === undefined) return null;
      if (localToken?.isOurs(bearer) === true) return person(localToken.personId, 'cli');
      return actorOfToken(db, bearer, { nowMs: studio.ports.nowMs() });
    }
    if (!mayUseCookie(request)) return null;
    return (
      (await person(localDoor?.personOf(request.headers.get('cookie')), 'http')) ??
      (await person(await sessionPerson?.(request.headers), 'http'))
    );
  };
}
