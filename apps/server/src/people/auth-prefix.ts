/** Where the accounts' routes are. */
export const authPrefix = '/auth';
