// The part of the WebAssembly interface the stage uses; neither the ECMAScript library nor Node's types declare it without the DOM.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(descriptor: Readonly<{ initial: number; maximum: number; shared: boolean }>);
    readonly buffer: SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  function validate(bytes: Uint8Array): boolean;
}

interface ImportMeta {
  url: string;
}
