/** A file that a request needs. */
export type Supplied = Readonly<{ bytes: Uint8Array; mime: string; fileName: string }>;
/** Makes or reads the file behind a placeholder: its name without the `need:`. */
export type Supply = (name: string) => Promise<Supplied>;
