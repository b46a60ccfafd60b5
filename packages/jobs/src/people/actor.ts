/** Roles in a project, strongest first. */
export const roles = ['owner', 'producer', 'artist', 'reviewer', 'viewer'] as const;
/** A role in a project; DESIGN.md §11. */
export type Role = (typeof roles)[number];

/** What a token may do beside its owner's own rights. */
export const scopes = ['read', 'write', 'spend', 'admin'] as const;
/** One of them. */
export type Scope = (typeof scopes)[number];

/** By which door a call came in. `work`: a workflow of our own. */
export type Door = 'http' | 'mcp' | 'cli' | 'work';

/** Who calls. Rights are those of the person, narrowed by the token where one was used. */
export type Actor = Readonly<{
  userId: string;
  /** Owner of the whole server: settings, provider keys, members of every project. */
  isServerOwner: boolean;
  door: Door;
  token?: Readonly<{ id: string; scopes: readonly Scope[]; projectId: string | null; spendLimitUsdMicros: number }>;
}>;

/** Whether one role can do what another is asked for. */
export function isAtLeast(role: Role, asked: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(asked);
}
