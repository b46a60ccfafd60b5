/** One measured figure. `measure` runs it and says how; rows run one after another in one process, in file order. */
export type BenchRow = Readonly<{
  /** Dotted name of the issue, for example stage.kernel.3layer.1080p.msPerFrame. */
  name: string;
  unit: string;
  measure: () => Promise<{ value: number; note: string }>;
}>;
