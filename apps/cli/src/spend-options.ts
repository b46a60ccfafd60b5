/** What a person allows to be spent. */
export type SpendOptions = Readonly<{ maxUsd?: number; acceptUnpriced?: boolean }>;
