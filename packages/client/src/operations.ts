// Generated from the table of operations by apps/server/write-client.ts; not to be edited.

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Makes a project; whoever makes it is its owner. */
export type ProjectCreateInput = {
  readonly name: string;
};
export type ProjectCreateOutput = {
  readonly id: string;
  readonly name: string;
  readonly blockedReason: string | null;
  readonly createdAt: string;
};

/** Lists the projects you are in, newest first. */
export type ProjectListInput = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type ProjectListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly name: string;
    readonly blockedReason: string | null;
    readonly createdAt: string;
  })[];
  readonly nextCursor: string | null;
};

/** Shows one project. */
export type ProjectShowInput = {
  readonly projectId: string;
};
export type ProjectShowOutput = {
  readonly id: string;
  readonly name: string;
  readonly blockedReason: string | null;
  readonly createdAt: string;
};

/** Gives a project another name. */
export type ProjectRenameInput = {
  readonly projectId: string;
  readonly name: string;
};
export type ProjectRenameOutput = {
  readonly id: string;
  readonly name: string;
  readonly blockedReason: string | null;
  readonly createdAt: string;
};

/** Takes a project out of the lists. Nothing in it is deleted. */
export type ProjectArchiveInput = {
  readonly projectId: string;
};
export type ProjectArchiveOutput = {
  readonly id: string;
  readonly name: string;
  readonly blockedReason: string | null;
  readonly createdAt: string;
};

/** Lists who works in a project, and as what. */
export type MemberListInput = {
  readonly projectId: string;
};
export type MemberListOutput = {
  readonly items: readonly ({
    readonly userId: string;
    readonly role: "owner" | "producer" | "artist" | "reviewer" | "viewer";
  })[];
};

/** Gives a person a role in a project, or another one. */
export type MemberSetInput = {
  readonly projectId: string;
  readonly userId: string;
  readonly role: "owner" | "producer" | "artist" | "reviewer" | "viewer";
};
export type MemberSetOutput = {
  readonly userId: string;
  readonly role: "owner" | "producer" | "artist" | "reviewer" | "viewer";
};

/** Takes a person out of a project. */
export type MemberRemoveInput = {
  readonly projectId: string;
  readonly userId: string;
};
export type MemberRemoveOutput = {
  readonly userId: string;
};

/** Makes a film in a project from a film document. */
export type FilmCreateInput = {
  readonly projectId: string;
  readonly document: {
    readonly format: "fantascope/film";
    readonly version: 1;
    readonly title: {
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
    };
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly fps?: 24 | 25 | 30 | 50 | 60 | undefined;
    readonly captionLanguages?: readonly ("en" | "zh")[] | undefined;
    readonly seed?: number | undefined;
    readonly grade?: {
      readonly exposureStops?: number | undefined;
      readonly warmthRatio?: number | undefined;
      readonly tintRatio?: number | undefined;
      readonly contrastRatio?: number | undefined;
      readonly saturationRatio?: number | undefined;
      readonly lut?: string | undefined;
      readonly lutRatio?: number | undefined;
      readonly vignetteRatio?: number | undefined;
      readonly grainRatio?: number | undefined;
      readonly letterboxAspectRatio?: number | undefined;
    } | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly shots: readonly ({
      readonly id?: string | undefined;
      readonly name?: string | undefined;
      readonly picture?: string | undefined;
      readonly subject?: string | undefined;
      readonly action?: string | undefined;
      readonly setting?: string | undefined;
      readonly light?: string | undefined;
      readonly camera: {
        readonly lengthSec?: number | undefined;
        readonly lensMm?: number | undefined;
        readonly subjectDistanceM?: number | undefined;
        readonly subject?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly head?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly aspectRatio?: number | undefined;
        readonly focusM?: number | undefined;
        readonly moves?: readonly ({
          readonly kind: "hold";
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "pan";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "tilt";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "roll";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "truck";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "pedestal";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "dolly";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "zoom";
          readonly ratio: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "orbit";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "crane";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "dolly-zoom";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "follow";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "push-to";
          readonly region?: {
            readonly xRatio: number;
            readonly yRatio: number;
            readonly widthRatio: number;
            readonly heightRatio: number;
          } | undefined;
          readonly framing?: "ECU" | "CU" | "MCU" | "MS" | "MLS" | "LS" | "WS" | "EWS" | undefined;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "whip-pan";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "rack-focus";
          readonly fromM: number;
          readonly toM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "shake";
          readonly strengthRatio: number;
          readonly seed?: number | undefined;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        })[] | undefined;
      } | {
        readonly lengthSec?: number | undefined;
        readonly lensMm?: number | undefined;
        readonly subjectDistanceM?: number | undefined;
        readonly subject?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly head?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly aspectRatio?: number | undefined;
        readonly focusM?: number | undefined;
        readonly keyframes: readonly ({
          readonly tSec: number;
          readonly position: readonly [number, number, number];
          readonly orientation: readonly [number, number, number, number];
          readonly lensMm?: number | undefined;
          readonly focusM?: number | undefined;
        })[];
      };
      readonly aperture?: {
        readonly fStop: number;
        readonly shape?: "disc" | "hexagon" | undefined;
        readonly highlightRatio?: number | undefined;
      } | undefined;
      readonly motions?: readonly ({
        readonly kind: "flow" | "sway" | "drift" | "flicker";
        readonly place: {
          readonly mask: string;
        } | {
          readonly matte: "subject" | "background";
        } | {
          readonly region: {
            readonly xRatio: number;
            readonly yRatio: number;
            readonly widthRatio: number;
            readonly heightRatio: number;
          };
        };
        readonly towardDeg?: number | undefined;
        readonly way?: readonly ({
          readonly xRatio: number;
          readonly yRatio: number;
        })[] | undefined;
        readonly amountRatio?: number | undefined;
        readonly loopSec?: number | undefined;
      })[] | undefined;
      readonly air?: readonly ({
        readonly kind: "petals" | "seeds" | "rain" | "snow" | "dust" | "fog" | "fireflies" | "embers";
        readonly count?: number | undefined;
        readonly sizeM?: number | undefined;
        readonly windMps?: readonly [number, number, number] | undefined;
        readonly nearM?: number | undefined;
        readonly farM?: number | undefined;
        readonly opacityRatio?: number | undefined;
        readonly seed?: number | undefined;
      })[] | undefined;
      readonly grade?: {
        readonly exposureStops?: number | undefined;
        readonly warmthRatio?: number | undefined;
        readonly tintRatio?: number | undefined;
        readonly contrastRatio?: number | undefined;
        readonly saturationRatio?: number | undefined;
        readonly lut?: string | undefined;
        readonly lutRatio?: number | undefined;
        readonly vignetteRatio?: number | undefined;
        readonly grainRatio?: number | undefined;
        readonly letterboxAspectRatio?: number | undefined;
      } | undefined;
      readonly shutter?: {
        readonly angleDeg?: number | undefined;
        readonly isOnCamera?: boolean | undefined;
      } | undefined;
      readonly transition?: {
        readonly kind?: "cut" | "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push" | undefined;
        readonly lengthSec?: number | undefined;
        readonly toward?: "left" | "right" | "up" | "down" | undefined;
      } | undefined;
      readonly captions?: readonly ({
        readonly text: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        };
        readonly style?: "caption" | "title" | "end-card" | undefined;
        readonly startSec?: number | undefined;
        readonly endSec?: number | undefined;
      })[] | undefined;
      readonly depth?: string | undefined;
      readonly depthBrush?: string | undefined;
      readonly layers?: readonly ({
        readonly layer: string | number;
        readonly nearerRatio: number;
      })[] | undefined;
      readonly fit?: "crop" | "extend" | undefined;
      readonly startCropRatio?: number | undefined;
      readonly startCentre?: {
        readonly xRatio: number;
        readonly yRatio: number;
      } | undefined;
      readonly fadeInSec?: number | undefined;
      readonly fadeOutSec?: number | undefined;
    })[];
  };
};
export type FilmCreateOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly document: Json;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Lists the films of a project, last changed first. */
export type FilmListInput = {
  readonly projectId: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type FilmListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly title: string;
    readonly revision: number;
    readonly createdAt: string;
    readonly updatedAt: string;
  })[];
  readonly nextCursor: string | null;
};

/** Shows one film with its document. */
export type FilmShowInput = {
  readonly filmId: string;
};
export type FilmShowOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly document: Json;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Writes a new revision of a film. With `revision` it is refused where somebody else has written since. */
export type FilmChangeInput = {
  readonly filmId: string;
  readonly document: {
    readonly format: "fantascope/film";
    readonly version: 1;
    readonly title: {
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
    };
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly fps?: 24 | 25 | 30 | 50 | 60 | undefined;
    readonly captionLanguages?: readonly ("en" | "zh")[] | undefined;
    readonly seed?: number | undefined;
    readonly grade?: {
      readonly exposureStops?: number | undefined;
      readonly warmthRatio?: number | undefined;
      readonly tintRatio?: number | undefined;
      readonly contrastRatio?: number | undefined;
      readonly saturationRatio?: number | undefined;
      readonly lut?: string | undefined;
      readonly lutRatio?: number | undefined;
      readonly vignetteRatio?: number | undefined;
      readonly grainRatio?: number | undefined;
      readonly letterboxAspectRatio?: number | undefined;
    } | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly shots: readonly ({
      readonly id?: string | undefined;
      readonly name?: string | undefined;
      readonly picture?: string | undefined;
      readonly subject?: string | undefined;
      readonly action?: string | undefined;
      readonly setting?: string | undefined;
      readonly light?: string | undefined;
      readonly camera: {
        readonly lengthSec?: number | undefined;
        readonly lensMm?: number | undefined;
        readonly subjectDistanceM?: number | undefined;
        readonly subject?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly head?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly aspectRatio?: number | undefined;
        readonly focusM?: number | undefined;
        readonly moves?: readonly ({
          readonly kind: "hold";
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "pan";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "tilt";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "roll";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "truck";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "pedestal";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "dolly";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "zoom";
          readonly ratio: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "orbit";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "crane";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "dolly-zoom";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "follow";
          readonly distanceM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "push-to";
          readonly region?: {
            readonly xRatio: number;
            readonly yRatio: number;
            readonly widthRatio: number;
            readonly heightRatio: number;
          } | undefined;
          readonly framing?: "ECU" | "CU" | "MCU" | "MS" | "MLS" | "LS" | "WS" | "EWS" | undefined;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "whip-pan";
          readonly angleDeg: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "rack-focus";
          readonly fromM: number;
          readonly toM: number;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        } | {
          readonly kind: "shake";
          readonly strengthRatio: number;
          readonly seed?: number | undefined;
          readonly startRatio?: number | undefined;
          readonly endRatio?: number | undefined;
          readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
          readonly isNominal?: boolean | undefined;
        })[] | undefined;
      } | {
        readonly lengthSec?: number | undefined;
        readonly lensMm?: number | undefined;
        readonly subjectDistanceM?: number | undefined;
        readonly subject?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly head?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly aspectRatio?: number | undefined;
        readonly focusM?: number | undefined;
        readonly keyframes: readonly ({
          readonly tSec: number;
          readonly position: readonly [number, number, number];
          readonly orientation: readonly [number, number, number, number];
          readonly lensMm?: number | undefined;
          readonly focusM?: number | undefined;
        })[];
      };
      readonly aperture?: {
        readonly fStop: number;
        readonly shape?: "disc" | "hexagon" | undefined;
        readonly highlightRatio?: number | undefined;
      } | undefined;
      readonly motions?: readonly ({
        readonly kind: "flow" | "sway" | "drift" | "flicker";
        readonly place: {
          readonly mask: string;
        } | {
          readonly matte: "subject" | "background";
        } | {
          readonly region: {
            readonly xRatio: number;
            readonly yRatio: number;
            readonly widthRatio: number;
            readonly heightRatio: number;
          };
        };
        readonly towardDeg?: number | undefined;
        readonly way?: readonly ({
          readonly xRatio: number;
          readonly yRatio: number;
        })[] | undefined;
        readonly amountRatio?: number | undefined;
        readonly loopSec?: number | undefined;
      })[] | undefined;
      readonly air?: readonly ({
        readonly kind: "petals" | "seeds" | "rain" | "snow" | "dust" | "fog" | "fireflies" | "embers";
        readonly count?: number | undefined;
        readonly sizeM?: number | undefined;
        readonly windMps?: readonly [number, number, number] | undefined;
        readonly nearM?: number | undefined;
        readonly farM?: number | undefined;
        readonly opacityRatio?: number | undefined;
        readonly seed?: number | undefined;
      })[] | undefined;
      readonly grade?: {
        readonly exposureStops?: number | undefined;
        readonly warmthRatio?: number | undefined;
        readonly tintRatio?: number | undefined;
        readonly contrastRatio?: number | undefined;
        readonly saturationRatio?: number | undefined;
        readonly lut?: string | undefined;
        readonly lutRatio?: number | undefined;
        readonly vignetteRatio?: number | undefined;
        readonly grainRatio?: number | undefined;
        readonly letterboxAspectRatio?: number | undefined;
      } | undefined;
      readonly shutter?: {
        readonly angleDeg?: number | undefined;
        readonly isOnCamera?: boolean | undefined;
      } | undefined;
      readonly transition?: {
        readonly kind?: "cut" | "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push" | undefined;
        readonly lengthSec?: number | undefined;
        readonly toward?: "left" | "right" | "up" | "down" | undefined;
      } | undefined;
      readonly captions?: readonly ({
        readonly text: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        };
        readonly style?: "caption" | "title" | "end-card" | undefined;
        readonly startSec?: number | undefined;
        readonly endSec?: number | undefined;
      })[] | undefined;
      readonly depth?: string | undefined;
      readonly depthBrush?: string | undefined;
      readonly layers?: readonly ({
        readonly layer: string | number;
        readonly nearerRatio: number;
      })[] | undefined;
      readonly fit?: "crop" | "extend" | undefined;
      readonly startCropRatio?: number | undefined;
      readonly startCentre?: {
        readonly xRatio: number;
        readonly yRatio: number;
      } | undefined;
      readonly fadeInSec?: number | undefined;
      readonly fadeOutSec?: number | undefined;
    })[];
  };
  readonly revision?: number | undefined;
};
export type FilmChangeOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly document: Json;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Lists every revision of a film, newest first. */
export type FilmHistoryInput = {
  readonly filmId: string;
  readonly beforeRevision?: number | undefined;
  readonly limit?: number | undefined;
};
export type FilmHistoryOutput = {
  readonly items: readonly ({
    readonly revision: number;
    readonly byUserId: string;
    readonly at: string;
  })[];
};

/** Makes an old revision of a film the newest one. */
export type FilmRestoreInput = {
  readonly filmId: string;
  readonly revision: number;
};
export type FilmRestoreOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly document: Json;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Takes a film out of the lists. Nothing in it is deleted. */
export type FilmArchiveInput = {
  readonly filmId: string;
};
export type FilmArchiveOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Makes a shot in a project. */
export type ShotCreateInput = {
  readonly projectId: string;
  readonly filmId?: string | undefined;
  readonly name: string;
  readonly document: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly picture?: string | undefined;
    readonly subject?: string | undefined;
    readonly action?: string | undefined;
    readonly setting?: string | undefined;
    readonly light?: string | undefined;
    readonly camera: {
      readonly lengthSec?: number | undefined;
      readonly lensMm?: number | undefined;
      readonly subjectDistanceM?: number | undefined;
      readonly subject?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly head?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly aspectRatio?: number | undefined;
      readonly focusM?: number | undefined;
      readonly moves?: readonly ({
        readonly kind: "hold";
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "pan";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "tilt";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "roll";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "truck";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "pedestal";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "dolly";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "zoom";
        readonly ratio: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "orbit";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "crane";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "dolly-zoom";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "follow";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "push-to";
        readonly region?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly framing?: "ECU" | "CU" | "MCU" | "MS" | "MLS" | "LS" | "WS" | "EWS" | undefined;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "whip-pan";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "rack-focus";
        readonly fromM: number;
        readonly toM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "shake";
        readonly strengthRatio: number;
        readonly seed?: number | undefined;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      })[] | undefined;
    } | {
      readonly lengthSec?: number | undefined;
      readonly lensMm?: number | undefined;
      readonly subjectDistanceM?: number | undefined;
      readonly subject?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly head?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly aspectRatio?: number | undefined;
      readonly focusM?: number | undefined;
      readonly keyframes: readonly ({
        readonly tSec: number;
        readonly position: readonly [number, number, number];
        readonly orientation: readonly [number, number, number, number];
        readonly lensMm?: number | undefined;
        readonly focusM?: number | undefined;
      })[];
    };
    readonly aperture?: {
      readonly fStop: number;
      readonly shape?: "disc" | "hexagon" | undefined;
      readonly highlightRatio?: number | undefined;
    } | undefined;
    readonly motions?: readonly ({
      readonly kind: "flow" | "sway" | "drift" | "flicker";
      readonly place: {
        readonly mask: string;
      } | {
        readonly matte: "subject" | "background";
      } | {
        readonly region: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        };
      };
      readonly towardDeg?: number | undefined;
      readonly way?: readonly ({
        readonly xRatio: number;
        readonly yRatio: number;
      })[] | undefined;
      readonly amountRatio?: number | undefined;
      readonly loopSec?: number | undefined;
    })[] | undefined;
    readonly air?: readonly ({
      readonly kind: "petals" | "seeds" | "rain" | "snow" | "dust" | "fog" | "fireflies" | "embers";
      readonly count?: number | undefined;
      readonly sizeM?: number | undefined;
      readonly windMps?: readonly [number, number, number] | undefined;
      readonly nearM?: number | undefined;
      readonly farM?: number | undefined;
      readonly opacityRatio?: number | undefined;
      readonly seed?: number | undefined;
    })[] | undefined;
    readonly grade?: {
      readonly exposureStops?: number | undefined;
      readonly warmthRatio?: number | undefined;
      readonly tintRatio?: number | undefined;
      readonly contrastRatio?: number | undefined;
      readonly saturationRatio?: number | undefined;
      readonly lut?: string | undefined;
      readonly lutRatio?: number | undefined;
      readonly vignetteRatio?: number | undefined;
      readonly grainRatio?: number | undefined;
      readonly letterboxAspectRatio?: number | undefined;
    } | undefined;
    readonly shutter?: {
      readonly angleDeg?: number | undefined;
      readonly isOnCamera?: boolean | undefined;
    } | undefined;
    readonly transition?: {
      readonly kind?: "cut" | "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push" | undefined;
      readonly lengthSec?: number | undefined;
      readonly toward?: "left" | "right" | "up" | "down" | undefined;
    } | undefined;
    readonly captions?: readonly ({
      readonly text: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      };
      readonly style?: "caption" | "title" | "end-card" | undefined;
      readonly startSec?: number | undefined;
      readonly endSec?: number | undefined;
    })[] | undefined;
    readonly depth?: string | undefined;
    readonly depthBrush?: string | undefined;
    readonly layers?: readonly ({
      readonly layer: string | number;
      readonly nearerRatio: number;
    })[] | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly startCropRatio?: number | undefined;
    readonly startCentre?: {
      readonly xRatio: number;
      readonly yRatio: number;
    } | undefined;
    readonly fadeInSec?: number | undefined;
    readonly fadeOutSec?: number | undefined;
  };
};
export type ShotCreateOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Lists the shots of a project, last changed first. */
export type ShotListInput = {
  readonly projectId: string;
  readonly filmId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type ShotListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly filmId: string | null;
    readonly name: string;
    readonly document: Json;
    readonly revision: number;
    readonly isLocked: boolean;
    readonly createdAt: string;
    readonly updatedAt: string;
  })[];
  readonly nextCursor: string | null;
};

/** Shows one shot. */
export type ShotShowInput = {
  readonly shotId: string;
};
export type ShotShowOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Writes a new revision of a shot. With `revision` it is refused where somebody else has written since. */
export type ShotChangeInput = {
  readonly shotId: string;
  readonly document: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly picture?: string | undefined;
    readonly subject?: string | undefined;
    readonly action?: string | undefined;
    readonly setting?: string | undefined;
    readonly light?: string | undefined;
    readonly camera: {
      readonly lengthSec?: number | undefined;
      readonly lensMm?: number | undefined;
      readonly subjectDistanceM?: number | undefined;
      readonly subject?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly head?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly aspectRatio?: number | undefined;
      readonly focusM?: number | undefined;
      readonly moves?: readonly ({
        readonly kind: "hold";
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "pan";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "tilt";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "roll";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "truck";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "pedestal";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "dolly";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "zoom";
        readonly ratio: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "orbit";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "crane";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "dolly-zoom";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "follow";
        readonly distanceM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "push-to";
        readonly region?: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        } | undefined;
        readonly framing?: "ECU" | "CU" | "MCU" | "MS" | "MLS" | "LS" | "WS" | "EWS" | undefined;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "whip-pan";
        readonly angleDeg: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "rack-focus";
        readonly fromM: number;
        readonly toM: number;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      } | {
        readonly kind: "shake";
        readonly strengthRatio: number;
        readonly seed?: number | undefined;
        readonly startRatio?: number | undefined;
        readonly endRatio?: number | undefined;
        readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
        readonly isNominal?: boolean | undefined;
      })[] | undefined;
    } | {
      readonly lengthSec?: number | undefined;
      readonly lensMm?: number | undefined;
      readonly subjectDistanceM?: number | undefined;
      readonly subject?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly head?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly aspectRatio?: number | undefined;
      readonly focusM?: number | undefined;
      readonly keyframes: readonly ({
        readonly tSec: number;
        readonly position: readonly [number, number, number];
        readonly orientation: readonly [number, number, number, number];
        readonly lensMm?: number | undefined;
        readonly focusM?: number | undefined;
      })[];
    };
    readonly aperture?: {
      readonly fStop: number;
      readonly shape?: "disc" | "hexagon" | undefined;
      readonly highlightRatio?: number | undefined;
    } | undefined;
    readonly motions?: readonly ({
      readonly kind: "flow" | "sway" | "drift" | "flicker";
      readonly place: {
        readonly mask: string;
      } | {
        readonly matte: "subject" | "background";
      } | {
        readonly region: {
          readonly xRatio: number;
          readonly yRatio: number;
          readonly widthRatio: number;
          readonly heightRatio: number;
        };
      };
      readonly towardDeg?: number | undefined;
      readonly way?: readonly ({
        readonly xRatio: number;
        readonly yRatio: number;
      })[] | undefined;
      readonly amountRatio?: number | undefined;
      readonly loopSec?: number | undefined;
    })[] | undefined;
    readonly air?: readonly ({
      readonly kind: "petals" | "seeds" | "rain" | "snow" | "dust" | "fog" | "fireflies" | "embers";
      readonly count?: number | undefined;
      readonly sizeM?: number | undefined;
      readonly windMps?: readonly [number, number, number] | undefined;
      readonly nearM?: number | undefined;
      readonly farM?: number | undefined;
      readonly opacityRatio?: number | undefined;
      readonly seed?: number | undefined;
    })[] | undefined;
    readonly grade?: {
      readonly exposureStops?: number | undefined;
      readonly warmthRatio?: number | undefined;
      readonly tintRatio?: number | undefined;
      readonly contrastRatio?: number | undefined;
      readonly saturationRatio?: number | undefined;
      readonly lut?: string | undefined;
      readonly lutRatio?: number | undefined;
      readonly vignetteRatio?: number | undefined;
      readonly grainRatio?: number | undefined;
      readonly letterboxAspectRatio?: number | undefined;
    } | undefined;
    readonly shutter?: {
      readonly angleDeg?: number | undefined;
      readonly isOnCamera?: boolean | undefined;
    } | undefined;
    readonly transition?: {
      readonly kind?: "cut" | "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push" | undefined;
      readonly lengthSec?: number | undefined;
      readonly toward?: "left" | "right" | "up" | "down" | undefined;
    } | undefined;
    readonly captions?: readonly ({
      readonly text: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      };
      readonly style?: "caption" | "title" | "end-card" | undefined;
      readonly startSec?: number | undefined;
      readonly endSec?: number | undefined;
    })[] | undefined;
    readonly depth?: string | undefined;
    readonly depthBrush?: string | undefined;
    readonly layers?: readonly ({
      readonly layer: string | number;
      readonly nearerRatio: number;
    })[] | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly startCropRatio?: number | undefined;
    readonly startCentre?: {
      readonly xRatio: number;
      readonly yRatio: number;
    } | undefined;
    readonly fadeInSec?: number | undefined;
    readonly fadeOutSec?: number | undefined;
  };
  readonly name?: string | undefined;
  readonly revision?: number | undefined;
};
export type ShotChangeOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Lists every revision of a shot, newest first. */
export type ShotHistoryInput = {
  readonly shotId: string;
  readonly beforeRevision?: number | undefined;
  readonly limit?: number | undefined;
};
export type ShotHistoryOutput = {
  readonly items: readonly ({
    readonly revision: number;
    readonly byUserId: string;
    readonly at: string;
  })[];
};

/** Makes an old revision of a shot the newest one. The ones between stay in the history. */
export type ShotRestoreInput = {
  readonly shotId: string;
  readonly revision: number;
};
export type ShotRestoreOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Locks an approved shot, or unlocks it: a locked one cannot be changed. */
export type ShotLockInput = {
  readonly shotId: string;
  readonly isLocked: boolean;
};
export type ShotLockOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Takes a shot out of the lists. Its takes and history stay. */
export type ShotArchiveInput = {
  readonly shotId: string;
};
export type ShotArchiveOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly filmId: string | null;
  readonly name: string;
  readonly document: Json;
  readonly revision: number;
  readonly isLocked: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Lists the cast and looks of a project by name. */
export type CastListInput = {
  readonly projectId: string;
};
export type CastListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly kind: "character" | "product" | "place" | "look";
    readonly name: string;
    readonly document: {
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references: readonly (string)[];
      readonly voice?: string | undefined;
    };
    readonly updatedAt: string;
  })[];
};

/** Adds a character, product, place or look. */
export type CastCreateInput = {
  readonly projectId: string;
  readonly kind: "character" | "product" | "place" | "look";
  readonly name: string;
  readonly document: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
    readonly references?: readonly (string)[] | undefined;
    readonly voice?: string | undefined;
  };
};
export type CastCreateOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly kind: "character" | "product" | "place" | "look";
  readonly name: string;
  readonly document: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
    readonly references: readonly (string)[];
    readonly voice?: string | undefined;
  };
  readonly updatedAt: string;
};

/** Changes what is known of one of the cast. */
export type CastChangeInput = {
  readonly castId: string;
  readonly name: string;
  readonly document: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
    readonly references?: readonly (string)[] | undefined;
    readonly voice?: string | undefined;
  };
};
export type CastChangeOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly kind: "character" | "product" | "place" | "look";
  readonly name: string;
  readonly document: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
    readonly references: readonly (string)[];
    readonly voice?: string | undefined;
  };
  readonly updatedAt: string;
};

/** Takes one of the cast out of the list. */
export type CastArchiveInput = {
  readonly castId: string;
};
export type CastArchiveOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly kind: "character" | "product" | "place" | "look";
  readonly name: string;
  readonly document: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
    readonly references: readonly (string)[];
    readonly voice?: string | undefined;
  };
  readonly updatedAt: string;
};

/** Lists the cameras that come with Fantascope. */
export type PresetHouseInput = Readonly<Record<string, never>>;
export type PresetHouseOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly en: string;
    readonly zh: string;
  })[];
};

/** Lists the cameras kept in a project. */
export type PresetListInput = {
  readonly projectId: string;
};
export type PresetListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly name: string;
    readonly camera: Json;
  })[];
};

/** Keeps a camera under a name in a project. */
export type PresetSaveInput = {
  readonly projectId: string;
  readonly name: string;
  readonly camera: {
    readonly lengthSec?: number | undefined;
    readonly lensMm?: number | undefined;
    readonly subjectDistanceM?: number | undefined;
    readonly subject?: {
      readonly xRatio: number;
      readonly yRatio: number;
      readonly widthRatio: number;
      readonly heightRatio: number;
    } | undefined;
    readonly head?: {
      readonly xRatio: number;
      readonly yRatio: number;
      readonly widthRatio: number;
      readonly heightRatio: number;
    } | undefined;
    readonly aspectRatio?: number | undefined;
    readonly focusM?: number | undefined;
    readonly moves?: readonly ({
      readonly kind: "hold";
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "pan";
      readonly angleDeg: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "tilt";
      readonly angleDeg: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "roll";
      readonly angleDeg: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "truck";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "pedestal";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "dolly";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "zoom";
      readonly ratio: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "orbit";
      readonly angleDeg: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "crane";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "dolly-zoom";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "follow";
      readonly distanceM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "push-to";
      readonly region?: {
        readonly xRatio: number;
        readonly yRatio: number;
        readonly widthRatio: number;
        readonly heightRatio: number;
      } | undefined;
      readonly framing?: "ECU" | "CU" | "MCU" | "MS" | "MLS" | "LS" | "WS" | "EWS" | undefined;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "whip-pan";
      readonly angleDeg: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "rack-focus";
      readonly fromM: number;
      readonly toM: number;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    } | {
      readonly kind: "shake";
      readonly strengthRatio: number;
      readonly seed?: number | undefined;
      readonly startRatio?: number | undefined;
      readonly endRatio?: number | undefined;
      readonly easing?: "linear" | "in" | "out" | "in-out" | readonly [number, number, number, number] | undefined;
      readonly isNominal?: boolean | undefined;
    })[] | undefined;
  } | {
    readonly lengthSec?: number | undefined;
    readonly lensMm?: number | undefined;
    readonly subjectDistanceM?: number | undefined;
    readonly subject?: {
      readonly xRatio: number;
      readonly yRatio: number;
      readonly widthRatio: number;
      readonly heightRatio: number;
    } | undefined;
    readonly head?: {
      readonly xRatio: number;
      readonly yRatio: number;
      readonly widthRatio: number;
      readonly heightRatio: number;
    } | undefined;
    readonly aspectRatio?: number | undefined;
    readonly focusM?: number | undefined;
    readonly keyframes: readonly ({
      readonly tSec: number;
      readonly position: readonly [number, number, number];
      readonly orientation: readonly [number, number, number, number];
      readonly lensMm?: number | undefined;
      readonly focusM?: number | undefined;
    })[];
  };
};
export type PresetSaveOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly camera: Json;
};

/** Removes a camera kept in a project. */
export type PresetRemoveInput = {
  readonly presetId: string;
};
export type PresetRemoveOutput = {
  readonly id: string;
};

/** Every operation by name, with what it takes and gives. */
export type Operations = {
  'project.create': { input: ProjectCreateInput; output: ProjectCreateOutput };
  'project.list': { input: ProjectListInput; output: ProjectListOutput };
  'project.show': { input: ProjectShowInput; output: ProjectShowOutput };
  'project.rename': { input: ProjectRenameInput; output: ProjectRenameOutput };
  'project.archive': { input: ProjectArchiveInput; output: ProjectArchiveOutput };
  'member.list': { input: MemberListInput; output: MemberListOutput };
  'member.set': { input: MemberSetInput; output: MemberSetOutput };
  'member.remove': { input: MemberRemoveInput; output: MemberRemoveOutput };
  'film.create': { input: FilmCreateInput; output: FilmCreateOutput };
  'film.list': { input: FilmListInput; output: FilmListOutput };
  'film.show': { input: FilmShowInput; output: FilmShowOutput };
  'film.change': { input: FilmChangeInput; output: FilmChangeOutput };
  'film.history': { input: FilmHistoryInput; output: FilmHistoryOutput };
  'film.restore': { input: FilmRestoreInput; output: FilmRestoreOutput };
  'film.archive': { input: FilmArchiveInput; output: FilmArchiveOutput };
  'shot.create': { input: ShotCreateInput; output: ShotCreateOutput };
  'shot.list': { input: ShotListInput; output: ShotListOutput };
  'shot.show': { input: ShotShowInput; output: ShotShowOutput };
  'shot.change': { input: ShotChangeInput; output: ShotChangeOutput };
  'shot.history': { input: ShotHistoryInput; output: ShotHistoryOutput };
  'shot.restore': { input: ShotRestoreInput; output: ShotRestoreOutput };
  'shot.lock': { input: ShotLockInput; output: ShotLockOutput };
  'shot.archive': { input: ShotArchiveInput; output: ShotArchiveOutput };
  'cast.list': { input: CastListInput; output: CastListOutput };
  'cast.create': { input: CastCreateInput; output: CastCreateOutput };
  'cast.change': { input: CastChangeInput; output: CastChangeOutput };
  'cast.archive': { input: CastArchiveInput; output: CastArchiveOutput };
  'preset.house': { input: PresetHouseInput; output: PresetHouseOutput };
  'preset.list': { input: PresetListInput; output: PresetListOutput };
  'preset.save': { input: PresetSaveInput; output: PresetSaveOutput };
  'preset.remove': { input: PresetRemoveInput; output: PresetRemoveOutput };
};

/** Where each operation lies on HTTP, below the prefix. */
export const routes = {
  'project.create': { method: 'POST', path: '/projects' },
  'project.list': { method: 'GET', path: '/projects' },
  'project.show': { method: 'GET', path: '/projects/{projectId}' },
  'project.rename': { method: 'PATCH', path: '/projects/{projectId}' },
  'project.archive': { method: 'DELETE', path: '/projects/{projectId}' },
  'member.list': { method: 'GET', path: '/projects/{projectId}/members' },
  'member.set': { method: 'PUT', path: '/projects/{projectId}/members/{userId}' },
  'member.remove': { method: 'DELETE', path: '/projects/{projectId}/members/{userId}' },
  'film.create': { method: 'POST', path: '/projects/{projectId}/films' },
  'film.list': { method: 'GET', path: '/projects/{projectId}/films' },
  'film.show': { method: 'GET', path: '/films/{filmId}' },
  'film.change': { method: 'PUT', path: '/films/{filmId}' },
  'film.history': { method: 'GET', path: '/films/{filmId}/history' },
  'film.restore': { method: 'POST', path: '/films/{filmId}/restore' },
  'film.archive': { method: 'DELETE', path: '/films/{filmId}' },
  'shot.create': { method: 'POST', path: '/projects/{projectId}/shots' },
  'shot.list': { method: 'GET', path: '/projects/{projectId}/shots' },
  'shot.show': { method: 'GET', path: '/shots/{shotId}' },
  'shot.change': { method: 'PUT', path: '/shots/{shotId}' },
  'shot.history': { method: 'GET', path: '/shots/{shotId}/history' },
  'shot.restore': { method: 'POST', path: '/shots/{shotId}/restore' },
  'shot.lock': { method: 'PUT', path: '/shots/{shotId}/lock' },
  'shot.archive': { method: 'DELETE', path: '/shots/{shotId}' },
  'cast.list': { method: 'GET', path: '/projects/{projectId}/cast' },
  'cast.create': { method: 'POST', path: '/projects/{projectId}/cast' },
  'cast.change': { method: 'PUT', path: '/cast/{castId}' },
  'cast.archive': { method: 'DELETE', path: '/cast/{castId}' },
  'preset.house': { method: 'GET', path: '/presets' },
  'preset.list': { method: 'GET', path: '/projects/{projectId}/presets' },
  'preset.save': { method: 'POST', path: '/projects/{projectId}/presets' },
  'preset.remove': { method: 'DELETE', path: '/presets/{presetId}' },
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
