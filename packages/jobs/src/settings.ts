/** What a server is told at its start (DESIGN.md §11: flag > environment > user config > default). No secret is in here. */
export type Settings = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  /** Default 5 USD. */
  capPerDayUsdMicros: number;
  capPerProjectUsdMicros: number;
  /** Bytes of one upload. Default 2 GiB. */
  uploadMostBytes: number;
  /** Where providers can reach us, for webhooks and references; undefined where they cannot. */
  publicUrl?: string;
  /** Whether this process does work (a worker) beside answering. */
  doesWork: boolean;
}>;
