import type { Wire } from '@fantascope/models';
import type { Journal, Patience, PausePoint } from '@fantascope/take';
import type { Studio } from '../studio.ts';
import type { CalledOff } from './called-off.ts';
import type { ProviderKeys } from './provider-keys.ts';

/** Named places between two writes; the kill test stops the process at each. */
export type TakePoint = PausePoint | 'after-reserve' | 'after-start' | 'after-hold' | 'after-shelf' | 'before-asset' | 'after-asset';

/** What the work on takes is done with. */
export type TakeRoom = Readonly<
  Pick<Studio, 'database' | 'assets' | 'catalogue' | 'settings' | 'ports' | 'home'> & {
    keys: ProviderKeys;
    /** `signal`: begin nothing more, stop at the next safe place. `gone`: write nothing more either; between the two what was begun is written down. */
    worker: Readonly<{ id: string; signal: AbortSignal; gone: AbortSignal }>;
    calledOff: CalledOff;
    /** Takes that a newer version has been at: for its workers, not for this one. */
    leftAlone: Set<string>;
    /** Told what goes wrong and is nobody's answer. */
    onTrouble?: (text: string) => void;
    /** Protocols by name. Default: all there are. */
    wires?: Readonly<Record<string, Wire>>;
    /** Default: the take room's, by whether the provider is on this machine. */
    patience?: Patience;
    /** Called at each place where a crash is interesting; for tests. */
    pause?: (point: TakePoint, takeId: string) => Promise<void>;
    /** Wraps the journal; for tests that break it on purpose. */
    journal?: (journal: Journal) => Journal;
  }
>;
