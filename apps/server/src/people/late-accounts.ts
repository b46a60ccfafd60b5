import type { Accounts, AccountsOptions } from './accounts.ts';

/** What of accounts is asked from outside. */
export type LateAccounts = Pick<Accounts, 'handle' | 'sessionPerson'>;

/** Accounts whose library (700 files) is read when somebody first signs in or comes with a cookie: a server for one person never needs it. */
export function lateAccounts(options: AccountsOptions): LateAccounts {
  let opened: Promise<Accounts> | undefined;
  const open = () => {
    opened ??= import('./accounts.ts').then(({ openAccounts }) => openAccounts(options));
    return opened;
  };
  return {
    handle: async (request, caller) => (await open()).handle(request, caller),
    sessionPerson: async (headers) => (headers.get('cookie') === null ? null : (await open()).sessionPerson(headers)),
  };
}
