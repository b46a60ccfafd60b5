const PAGE_BYTES = 65536;
/** Address 0 stays unused, so that it can mean "none". */
const FIRST_ADDRESS = 1024;
/** Less than this holds no film's threads. */
const LEAST_BYTES = 2 ** 28;

type Gap = { address: number; bytes: number };

/**
 * One shared WebAssembly.Memory and who holds which part of it. Lives with the coordinator; workers get the memory and addresses.
 * Freed blocks are joined with their neighbours and taken again, so a film of many shots stays as large as its largest moment.
 */
export class StageMemory {
  readonly memory: WebAssembly.Memory;
  readonly #gaps: Gap[] = [];
  readonly #held = new Map<number, number>();
  #end = FIRST_ADDRESS;

  /**
   * `mostBytes` bounds the memory (default 4 GiB, the most there can be). It grows as blocks are taken, or is all there from the start (`isWhole`),
   * which costs no more: bytes that are never touched are address space only.
   */
  constructor(mostBytes = 2 ** 32, { isWhole = false } = {}) {
    const maximum = Math.ceil(mostBytes / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: isWhole ? maximum : 16, maximum, shared: true });
  }

  /** A memory for several threads: whole, because V8 misses telling a thread of a growth that falls into its start. As large as this machine gives it, 4 GiB at most. */
  static forThreads(): StageMemory {
    for (let bytes = 2 ** 32; ; bytes /= 2) {
      try {
        return new StageMemory(bytes, { isWhole: true });
      } catch (error) {
        // Where memory is never promised twice (Linux's vm.overcommit_memory = 2), 4 GiB in one piece may be refused.
        if (!(error instanceof RangeError) || bytes <= LEAST_BYTES) throw error;
      }
    }
  }

  /** The address of a new block, a multiple of 64; grows the memory where no freed block is large enough. Throws RangeError when it is full. */
  take(bytes: number): number {
    const size = Math.ceil(bytes / 64) * 64;
    const gap = this.#gaps.find((g) => g.bytes >= size);
    let address = this.#end;
    if (gap) {
      address = gap.address;
      gap.address += size;
      gap.bytes -= size;
      if (gap.bytes === 0) this.#gaps.splice(this.#gaps.indexOf(gap), 1);
    } else {
      // A gap at the very end grows instead of being left behind.
      const last = this.#gaps.at(-1);
      if (last && last.address + last.bytes === this.#end) {
        address = last.address;
        this.#gaps.pop();
      }
      // One page more: the kernel reads whole vectors and may look a few bytes past the last block.
      const missing = address + size + PAGE_BYTES - this.memory.buffer.byteLength;
      if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.#end = address + size;
    }
    this.#held.set(address, size);
    return address;
  }

  /** Gives a block back. An address that is not held is ignored. */
  free(address: number): void {
    const bytes = this.#held.get(address);
    if (bytes === undefined) return;
    this.#held.delete(address);
    const at = this.#gaps.findIndex((g) => g.address > address);
    this.#gaps.splice(at < 0 ? this.#gaps.length : at, 0, { address, bytes });
    for (let i = this.#gaps.length - 1; i > 0; i--) {
      const before = this.#gaps[i - 1] as Gap;
      const after = this.#gaps[i] as Gap;
      if (before.address + before.bytes === after.address) {
        before.bytes += after.bytes;
        this.#gaps.splice(i, 1);
      }
    }
  }

  /** Bytes held now. */
  get heldBytes(): number {
    let sum = 0;
    for (const bytes of this.#held.values()) sum += bytes;
    return sum;
  }
}
