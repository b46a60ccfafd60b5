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
  readonly isSample: boolean;
  readonly createdAt: string;
};

/** Makes a project to try things on, with photographs, a film and its shots. Whoever has one is given that. */
export type ProjectSampleInput = Readonly<Record<string, never>>;
export type ProjectSampleOutput = {
  readonly id: string;
  readonly name: string;
  readonly blockedReason: string | null;
  readonly isSample: boolean;
  readonly createdAt: string;
  readonly filmId: string | null;
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
    readonly isSample: boolean;
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
  readonly isSample: boolean;
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
  readonly isSample: boolean;
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
  readonly isSample: boolean;
  readonly createdAt: string;
};

/** Lists who works in a project, and as what, newest first. */
export type MemberListInput = {
  readonly projectId: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type MemberListOutput = {
  readonly items: readonly ({
    readonly userId: string;
    readonly role: "owner" | "producer" | "artist" | "reviewer" | "viewer";
  })[];
  readonly nextCursor: string | null;
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
    readonly platforms?: readonly ("douyin" | "kuaishou" | "channels" | "xiaohongshu" | "bilibili" | "tiktok" | "reels" | "shorts" | "youtube" | "taobao" | "amazon")[] | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly takes?: { readonly [name: string]: string } | undefined;
    readonly cast?: readonly ({
      readonly name: string;
      readonly kind?: "character" | "product" | "place" | "look" | undefined;
      readonly description?: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      } | undefined;
      readonly pictures?: readonly (string)[] | undefined;
      readonly versions?: readonly ({
        readonly name: string;
        readonly description?: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        } | undefined;
        readonly pictures?: readonly (string)[] | undefined;
      })[] | undefined;
      readonly voice?: {
        readonly name?: string | undefined;
        readonly rateRatio?: number | undefined;
        readonly pitchRatio?: number | undefined;
      } | undefined;
    })[] | undefined;
    readonly sound?: {
      readonly narration?: "en" | "zh" | "off" | undefined;
      readonly voice?: {
        readonly name?: string | undefined;
        readonly rateRatio?: number | undefined;
        readonly pitchRatio?: number | undefined;
      } | undefined;
      readonly music?: {
        readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
        readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
        readonly bpm?: number | undefined;
        readonly gainDb?: number | undefined;
      } | {
        readonly file: string;
        readonly startSec?: number | undefined;
        readonly gainDb?: number | undefined;
      } | undefined;
      readonly loudness?: "web" | "broadcast" | undefined;
    } | undefined;
    readonly edit?: {
      readonly tracks: readonly ({
        readonly id: string;
        readonly kind: "video" | "captions" | "voice" | "music" | "effects";
        readonly name?: string | undefined;
        readonly isLocked?: boolean | undefined;
        readonly isEnabled?: boolean | undefined;
        readonly cuts: readonly ({
          readonly id: string;
          readonly shows: {
            readonly kind: "shot";
            readonly shot: string | number;
            readonly take?: string | undefined;
          } | {
            readonly kind: "gap";
          } | {
            readonly kind: "nested";
            readonly edit: string;
          } | {
            readonly kind: "caption";
            readonly text: {
              readonly en?: string | undefined;
              readonly zh?: string | undefined;
            };
            readonly style?: "caption" | "title" | "end-card" | undefined;
          } | {
            readonly kind: "line";
            readonly who?: string | undefined;
            readonly text: {
              readonly en?: string | undefined;
              readonly zh?: string | undefined;
            };
          } | {
            readonly kind: "music";
            readonly music: {
              readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
              readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
              readonly bpm?: number | undefined;
              readonly gainDb?: number | undefined;
            } | {
              readonly file: string;
              readonly startSec?: number | undefined;
              readonly gainDb?: number | undefined;
            };
          } | {
            readonly kind: "effect";
            readonly effect: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
            readonly gainDb?: number | undefined;
          };
          readonly startFrame: number;
          readonly lengthFrames: number;
          readonly inFrame?: number | undefined;
          readonly speedRatio?: number | undefined;
          readonly transition?: {
            readonly kind: "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push";
            readonly lengthFrames: number;
            readonly toward?: "left" | "right" | "up" | "down" | undefined;
          } | undefined;
          readonly volume?: readonly ({
            readonly atFrame: number;
            readonly gainDb: number;
          })[] | undefined;
          readonly fadeInFrames?: number | undefined;
          readonly fadeOutFrames?: number | undefined;
          readonly isEnabled?: boolean | undefined;
          readonly isLocked?: boolean | undefined;
          readonly with?: string | undefined;
          readonly label?: string | undefined;
        })[];
      })[];
      readonly nested?: readonly ({
        readonly id: string;
        readonly name?: string | undefined;
        readonly tracks: readonly ({
          readonly id: string;
          readonly kind: "video" | "captions" | "voice" | "music" | "effects";
          readonly name?: string | undefined;
          readonly isLocked?: boolean | undefined;
          readonly isEnabled?: boolean | undefined;
          readonly cuts: readonly ({
            readonly id: string;
            readonly shows: {
              readonly kind: "shot";
              readonly shot: string | number;
              readonly take?: string | undefined;
            } | {
              readonly kind: "gap";
            } | {
              readonly kind: "nested";
              readonly edit: string;
            } | {
              readonly kind: "caption";
              readonly text: {
                readonly en?: string | undefined;
                readonly zh?: string | undefined;
              };
              readonly style?: "caption" | "title" | "end-card" | undefined;
            } | {
              readonly kind: "line";
              readonly who?: string | undefined;
              readonly text: {
                readonly en?: string | undefined;
                readonly zh?: string | undefined;
              };
            } | {
              readonly kind: "music";
              readonly music: {
                readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
                readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
                readonly bpm?: number | undefined;
                readonly gainDb?: number | undefined;
              } | {
                readonly file: string;
                readonly startSec?: number | undefined;
                readonly gainDb?: number | undefined;
              };
            } | {
              readonly kind: "effect";
              readonly effect: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
              readonly gainDb?: number | undefined;
            };
            readonly startFrame: number;
            readonly lengthFrames: number;
            readonly inFrame?: number | undefined;
            readonly speedRatio?: number | undefined;
            readonly transition?: {
              readonly kind: "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push";
              readonly lengthFrames: number;
              readonly toward?: "left" | "right" | "up" | "down" | undefined;
            } | undefined;
            readonly volume?: readonly ({
              readonly atFrame: number;
              readonly gainDb: number;
            })[] | undefined;
            readonly fadeInFrames?: number | undefined;
            readonly fadeOutFrames?: number | undefined;
            readonly isEnabled?: boolean | undefined;
            readonly isLocked?: boolean | undefined;
            readonly with?: string | undefined;
            readonly label?: string | undefined;
          })[];
        })[];
      })[] | undefined;
      readonly markers?: readonly ({
        readonly id: string;
        readonly frame: number;
        readonly colour?: "blue" | "green" | "yellow" | "red" | "purple" | undefined;
        readonly text?: string | undefined;
      })[] | undefined;
      readonly variants?: readonly ({
        readonly id: string;
        readonly aspect: "16:9" | "9:16" | "1:1" | "4:3" | "3:4" | "4:5" | "21:9" | "2.39";
        readonly size?: {
          readonly widthPx: number;
          readonly heightPx: number;
        } | undefined;
        readonly centres?: readonly ({
          readonly shot: string | number;
          readonly xRatio: number;
          readonly yRatio: number;
        })[] | undefined;
      })[] | undefined;
    } | undefined;
    readonly shots: readonly ({
      readonly id?: string | undefined;
      readonly name?: string | undefined;
      readonly picture?: string | undefined;
      readonly continues?: "last-frame" | undefined;
      readonly matchesColour?: boolean | undefined;
      readonly animatic?: {
        readonly place: "sky" | "sea" | "mountains" | "forest" | "city" | "village" | "desert" | "snow" | "field" | "room" | "studio" | "space";
        readonly hour?: "dawn" | "day" | "dusk" | "night" | undefined;
        readonly weather?: "clear" | "cloudy" | "rain" | "snow" | "fog" | undefined;
        readonly subject?: "person" | "child" | "elder" | "rabbit" | "cat" | "dog" | "bird" | "fish" | "horse" | "tree" | "flower" | "house" | "lighthouse" | "tower" | "boat" | "car" | "moon" | "lantern" | "robot" | "box" | "bottle" | "cup" | undefined;
        readonly size?: "far" | "middle" | "near" | undefined;
        readonly seed?: number | undefined;
      } | undefined;
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
          readonly drawnIn?: {
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
      readonly sentence?: string | undefined;
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
      readonly cast?: readonly (string)[] | undefined;
      readonly lines?: readonly ({
        readonly who?: string | undefined;
        readonly text: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        };
        readonly startSec?: number | undefined;
      })[] | undefined;
      readonly effects?: readonly ({
        readonly kind: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
        readonly startSec?: number | undefined;
        readonly lengthSec?: number | undefined;
        readonly gainDb?: number | undefined;
      })[] | undefined;
      readonly depth?: string | undefined;
      readonly depthBrush?: string | undefined;
      readonly paintMask?: string | undefined;
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
      readonly startCentres?: readonly ({
        readonly aspectRatio: number;
        readonly xRatio: number;
        readonly yRatio: number;
      })[] | undefined;
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

/** Shows one film with its document; stored shots as they are now. */
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

/** Writes a new revision of a film: its settings, and the order of its shots. One with the id of a stored shot stays as that is (`shot.change` changes it). With `revision` it is refused where somebody else has written since. */
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
    readonly platforms?: readonly ("douyin" | "kuaishou" | "channels" | "xiaohongshu" | "bilibili" | "tiktok" | "reels" | "shorts" | "youtube" | "taobao" | "amazon")[] | undefined;
    readonly fit?: "crop" | "extend" | undefined;
    readonly takes?: { readonly [name: string]: string } | undefined;
    readonly cast?: readonly ({
      readonly name: string;
      readonly kind?: "character" | "product" | "place" | "look" | undefined;
      readonly description?: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      } | undefined;
      readonly pictures?: readonly (string)[] | undefined;
      readonly versions?: readonly ({
        readonly name: string;
        readonly description?: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        } | undefined;
        readonly pictures?: readonly (string)[] | undefined;
      })[] | undefined;
      readonly voice?: {
        readonly name?: string | undefined;
        readonly rateRatio?: number | undefined;
        readonly pitchRatio?: number | undefined;
      } | undefined;
    })[] | undefined;
    readonly sound?: {
      readonly narration?: "en" | "zh" | "off" | undefined;
      readonly voice?: {
        readonly name?: string | undefined;
        readonly rateRatio?: number | undefined;
        readonly pitchRatio?: number | undefined;
      } | undefined;
      readonly music?: {
        readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
        readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
        readonly bpm?: number | undefined;
        readonly gainDb?: number | undefined;
      } | {
        readonly file: string;
        readonly startSec?: number | undefined;
        readonly gainDb?: number | undefined;
      } | undefined;
      readonly loudness?: "web" | "broadcast" | undefined;
    } | undefined;
    readonly edit?: {
      readonly tracks: readonly ({
        readonly id: string;
        readonly kind: "video" | "captions" | "voice" | "music" | "effects";
        readonly name?: string | undefined;
        readonly isLocked?: boolean | undefined;
        readonly isEnabled?: boolean | undefined;
        readonly cuts: readonly ({
          readonly id: string;
          readonly shows: {
            readonly kind: "shot";
            readonly shot: string | number;
            readonly take?: string | undefined;
          } | {
            readonly kind: "gap";
          } | {
            readonly kind: "nested";
            readonly edit: string;
          } | {
            readonly kind: "caption";
            readonly text: {
              readonly en?: string | undefined;
              readonly zh?: string | undefined;
            };
            readonly style?: "caption" | "title" | "end-card" | undefined;
          } | {
            readonly kind: "line";
            readonly who?: string | undefined;
            readonly text: {
              readonly en?: string | undefined;
              readonly zh?: string | undefined;
            };
          } | {
            readonly kind: "music";
            readonly music: {
              readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
              readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
              readonly bpm?: number | undefined;
              readonly gainDb?: number | undefined;
            } | {
              readonly file: string;
              readonly startSec?: number | undefined;
              readonly gainDb?: number | undefined;
            };
          } | {
            readonly kind: "effect";
            readonly effect: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
            readonly gainDb?: number | undefined;
          };
          readonly startFrame: number;
          readonly lengthFrames: number;
          readonly inFrame?: number | undefined;
          readonly speedRatio?: number | undefined;
          readonly transition?: {
            readonly kind: "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push";
            readonly lengthFrames: number;
            readonly toward?: "left" | "right" | "up" | "down" | undefined;
          } | undefined;
          readonly volume?: readonly ({
            readonly atFrame: number;
            readonly gainDb: number;
          })[] | undefined;
          readonly fadeInFrames?: number | undefined;
          readonly fadeOutFrames?: number | undefined;
          readonly isEnabled?: boolean | undefined;
          readonly isLocked?: boolean | undefined;
          readonly with?: string | undefined;
          readonly label?: string | undefined;
        })[];
      })[];
      readonly nested?: readonly ({
        readonly id: string;
        readonly name?: string | undefined;
        readonly tracks: readonly ({
          readonly id: string;
          readonly kind: "video" | "captions" | "voice" | "music" | "effects";
          readonly name?: string | undefined;
          readonly isLocked?: boolean | undefined;
          readonly isEnabled?: boolean | undefined;
          readonly cuts: readonly ({
            readonly id: string;
            readonly shows: {
              readonly kind: "shot";
              readonly shot: string | number;
              readonly take?: string | undefined;
            } | {
              readonly kind: "gap";
            } | {
              readonly kind: "nested";
              readonly edit: string;
            } | {
              readonly kind: "caption";
              readonly text: {
                readonly en?: string | undefined;
                readonly zh?: string | undefined;
              };
              readonly style?: "caption" | "title" | "end-card" | undefined;
            } | {
              readonly kind: "line";
              readonly who?: string | undefined;
              readonly text: {
                readonly en?: string | undefined;
                readonly zh?: string | undefined;
              };
            } | {
              readonly kind: "music";
              readonly music: {
                readonly mood: "calm" | "tender" | "wonder" | "bright" | "tense" | "epic" | "melancholy";
                readonly key?: "C" | "C#" | "D" | "Eb" | "E" | "F" | "F#" | "G" | "Ab" | "A" | "Bb" | "B" | undefined;
                readonly bpm?: number | undefined;
                readonly gainDb?: number | undefined;
              } | {
                readonly file: string;
                readonly startSec?: number | undefined;
                readonly gainDb?: number | undefined;
              };
            } | {
              readonly kind: "effect";
              readonly effect: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
              readonly gainDb?: number | undefined;
            };
            readonly startFrame: number;
            readonly lengthFrames: number;
            readonly inFrame?: number | undefined;
            readonly speedRatio?: number | undefined;
            readonly transition?: {
              readonly kind: "crossfade" | "dip-to-black" | "dip-to-white" | "wipe" | "push";
              readonly lengthFrames: number;
              readonly toward?: "left" | "right" | "up" | "down" | undefined;
            } | undefined;
            readonly volume?: readonly ({
              readonly atFrame: number;
              readonly gainDb: number;
            })[] | undefined;
            readonly fadeInFrames?: number | undefined;
            readonly fadeOutFrames?: number | undefined;
            readonly isEnabled?: boolean | undefined;
            readonly isLocked?: boolean | undefined;
            readonly with?: string | undefined;
            readonly label?: string | undefined;
          })[];
        })[];
      })[] | undefined;
      readonly markers?: readonly ({
        readonly id: string;
        readonly frame: number;
        readonly colour?: "blue" | "green" | "yellow" | "red" | "purple" | undefined;
        readonly text?: string | undefined;
      })[] | undefined;
      readonly variants?: readonly ({
        readonly id: string;
        readonly aspect: "16:9" | "9:16" | "1:1" | "4:3" | "3:4" | "4:5" | "21:9" | "2.39";
        readonly size?: {
          readonly widthPx: number;
          readonly heightPx: number;
        } | undefined;
        readonly centres?: readonly ({
          readonly shot: string | number;
          readonly xRatio: number;
          readonly yRatio: number;
        })[] | undefined;
      })[] | undefined;
    } | undefined;
    readonly shots: readonly ({
      readonly id?: string | undefined;
      readonly name?: string | undefined;
      readonly picture?: string | undefined;
      readonly continues?: "last-frame" | undefined;
      readonly matchesColour?: boolean | undefined;
      readonly animatic?: {
        readonly place: "sky" | "sea" | "mountains" | "forest" | "city" | "village" | "desert" | "snow" | "field" | "room" | "studio" | "space";
        readonly hour?: "dawn" | "day" | "dusk" | "night" | undefined;
        readonly weather?: "clear" | "cloudy" | "rain" | "snow" | "fog" | undefined;
        readonly subject?: "person" | "child" | "elder" | "rabbit" | "cat" | "dog" | "bird" | "fish" | "horse" | "tree" | "flower" | "house" | "lighthouse" | "tower" | "boat" | "car" | "moon" | "lantern" | "robot" | "box" | "bottle" | "cup" | undefined;
        readonly size?: "far" | "middle" | "near" | undefined;
        readonly seed?: number | undefined;
      } | undefined;
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
          readonly drawnIn?: {
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
      readonly sentence?: string | undefined;
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
      readonly cast?: readonly (string)[] | undefined;
      readonly lines?: readonly ({
        readonly who?: string | undefined;
        readonly text: {
          readonly en?: string | undefined;
          readonly zh?: string | undefined;
        };
        readonly startSec?: number | undefined;
      })[] | undefined;
      readonly effects?: readonly ({
        readonly kind: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
        readonly startSec?: number | undefined;
        readonly lengthSec?: number | undefined;
        readonly gainDb?: number | undefined;
      })[] | undefined;
      readonly depth?: string | undefined;
      readonly depthBrush?: string | undefined;
      readonly paintMask?: string | undefined;
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
      readonly startCentres?: readonly ({
        readonly aspectRatio: number;
        readonly xRatio: number;
        readonly yRatio: number;
      })[] | undefined;
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
    readonly continues?: "last-frame" | undefined;
    readonly matchesColour?: boolean | undefined;
    readonly animatic?: {
      readonly place: "sky" | "sea" | "mountains" | "forest" | "city" | "village" | "desert" | "snow" | "field" | "room" | "studio" | "space";
      readonly hour?: "dawn" | "day" | "dusk" | "night" | undefined;
      readonly weather?: "clear" | "cloudy" | "rain" | "snow" | "fog" | undefined;
      readonly subject?: "person" | "child" | "elder" | "rabbit" | "cat" | "dog" | "bird" | "fish" | "horse" | "tree" | "flower" | "house" | "lighthouse" | "tower" | "boat" | "car" | "moon" | "lantern" | "robot" | "box" | "bottle" | "cup" | undefined;
      readonly size?: "far" | "middle" | "near" | undefined;
      readonly seed?: number | undefined;
    } | undefined;
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
        readonly drawnIn?: {
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
    readonly sentence?: string | undefined;
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
    readonly cast?: readonly (string)[] | undefined;
    readonly lines?: readonly ({
      readonly who?: string | undefined;
      readonly text: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      };
      readonly startSec?: number | undefined;
    })[] | undefined;
    readonly effects?: readonly ({
      readonly kind: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
      readonly startSec?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly gainDb?: number | undefined;
    })[] | undefined;
    readonly depth?: string | undefined;
    readonly depthBrush?: string | undefined;
    readonly paintMask?: string | undefined;
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
    readonly startCentres?: readonly ({
      readonly aspectRatio: number;
      readonly xRatio: number;
      readonly yRatio: number;
    })[] | undefined;
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
    readonly continues?: "last-frame" | undefined;
    readonly matchesColour?: boolean | undefined;
    readonly animatic?: {
      readonly place: "sky" | "sea" | "mountains" | "forest" | "city" | "village" | "desert" | "snow" | "field" | "room" | "studio" | "space";
      readonly hour?: "dawn" | "day" | "dusk" | "night" | undefined;
      readonly weather?: "clear" | "cloudy" | "rain" | "snow" | "fog" | undefined;
      readonly subject?: "person" | "child" | "elder" | "rabbit" | "cat" | "dog" | "bird" | "fish" | "horse" | "tree" | "flower" | "house" | "lighthouse" | "tower" | "boat" | "car" | "moon" | "lantern" | "robot" | "box" | "bottle" | "cup" | undefined;
      readonly size?: "far" | "middle" | "near" | undefined;
      readonly seed?: number | undefined;
    } | undefined;
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
        readonly drawnIn?: {
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
    readonly sentence?: string | undefined;
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
    readonly cast?: readonly (string)[] | undefined;
    readonly lines?: readonly ({
      readonly who?: string | undefined;
      readonly text: {
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
      };
      readonly startSec?: number | undefined;
    })[] | undefined;
    readonly effects?: readonly ({
      readonly kind: "whoosh" | "impact" | "riser" | "chime" | "shimmer" | "wind" | "rain" | "waves" | "birds" | "heartbeat";
      readonly startSec?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly gainDb?: number | undefined;
    })[] | undefined;
    readonly depth?: string | undefined;
    readonly depthBrush?: string | undefined;
    readonly paintMask?: string | undefined;
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
    readonly startCentres?: readonly ({
      readonly aspectRatio: number;
      readonly xRatio: number;
      readonly yRatio: number;
    })[] | undefined;
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

/** Lists the files of a project, newest first, by kind, origin and words of their names; or by colours and layout, the most alike first. */
export type AssetListInput = {
  readonly projectId: string;
  readonly kind?: "image" | "video" | "audio" | "lut" | "scene" | "take-file" | undefined;
  readonly origin?: "upload" | "take" | "render" | "import" | "export" | "frame" | undefined;
  readonly words?: string | undefined;
  readonly likeAssetId?: string | undefined;
  readonly likeSketch?: string | undefined;
  readonly colours?: readonly ("red" | "orange" | "yellow" | "green" | "cyan" | "blue" | "purple" | "pink" | "brown" | "black" | "grey" | "white" | "warm" | "cool" | "dark" | "light")[] | undefined;
  readonly isRemoved?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type AssetListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly name: string;
    readonly kind: "image" | "video" | "audio" | "lut" | "scene" | "take-file";
    readonly origin: "upload" | "take" | "render" | "import" | "export" | "frame";
    readonly fromId: string | null;
    readonly mime: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly figures: {
      readonly widthPx?: number | undefined;
      readonly heightPx?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly fps?: number | undefined;
      readonly frames?: number | undefined;
      readonly codec?: string | null | undefined;
      readonly channels?: number | undefined;
      readonly sampleRateHz?: number | undefined;
      readonly hasAudio?: boolean | undefined;
      readonly hasAlpha?: boolean | undefined;
      readonly layers?: number | undefined;
      readonly size?: number | undefined;
      readonly saysGenerated?: boolean | undefined;
      readonly isDecoded?: boolean | undefined;
    };
    readonly views: readonly ("thumb" | "poster" | "filmstrip" | "waveform")[];
    readonly createdBy: string;
    readonly createdAt: string;
    readonly removedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Shows one file: what it is, what was measured of it, where it came from. */
export type AssetShowInput = {
  readonly assetId: string;
};
export type AssetShowOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: "image" | "video" | "audio" | "lut" | "scene" | "take-file";
  readonly origin: "upload" | "take" | "render" | "import" | "export" | "frame";
  readonly fromId: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly figures: {
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly lengthSec?: number | undefined;
    readonly fps?: number | undefined;
    readonly frames?: number | undefined;
    readonly codec?: string | null | undefined;
    readonly channels?: number | undefined;
    readonly sampleRateHz?: number | undefined;
    readonly hasAudio?: boolean | undefined;
    readonly hasAlpha?: boolean | undefined;
    readonly layers?: number | undefined;
    readonly size?: number | undefined;
    readonly saysGenerated?: boolean | undefined;
    readonly isDecoded?: boolean | undefined;
  };
  readonly views: readonly ("thumb" | "poster" | "filmstrip" | "waveform")[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly removedAt: string | null;
};

/** Gives a file another name; its ending stays that of what it is. */
export type AssetRenameInput = {
  readonly assetId: string;
  readonly name: string;
};
export type AssetRenameOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: "image" | "video" | "audio" | "lut" | "scene" | "take-file";
  readonly origin: "upload" | "take" | "render" | "import" | "export" | "frame";
  readonly fromId: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly figures: {
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly lengthSec?: number | undefined;
    readonly fps?: number | undefined;
    readonly frames?: number | undefined;
    readonly codec?: string | null | undefined;
    readonly channels?: number | undefined;
    readonly sampleRateHz?: number | undefined;
    readonly hasAudio?: boolean | undefined;
    readonly hasAlpha?: boolean | undefined;
    readonly layers?: number | undefined;
    readonly size?: number | undefined;
    readonly saysGenerated?: boolean | undefined;
    readonly isDecoded?: boolean | undefined;
  };
  readonly views: readonly ("thumb" | "poster" | "filmstrip" | "waveform")[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly removedAt: string | null;
};

/** Lists what names a file: films, shots, cast, and the kept or locked take it belongs to. */
export type AssetUsageInput = {
  readonly assetId: string;
};
export type AssetUsageOutput = {
  readonly items: readonly ({
    readonly kind: "film" | "shot" | "cast" | "take";
    readonly id: string;
    readonly name: string;
  })[];
};

/** Takes a file out of the lists. It can be restored until it is cleared away; one that is still named is removed only with `isForced`. */
export type AssetRemoveInput = {
  readonly assetId: string;
  readonly isForced?: boolean | undefined;
};
export type AssetRemoveOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: "image" | "video" | "audio" | "lut" | "scene" | "take-file";
  readonly origin: "upload" | "take" | "render" | "import" | "export" | "frame";
  readonly fromId: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly figures: {
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly lengthSec?: number | undefined;
    readonly fps?: number | undefined;
    readonly frames?: number | undefined;
    readonly codec?: string | null | undefined;
    readonly channels?: number | undefined;
    readonly sampleRateHz?: number | undefined;
    readonly hasAudio?: boolean | undefined;
    readonly hasAlpha?: boolean | undefined;
    readonly layers?: number | undefined;
    readonly size?: number | undefined;
    readonly saysGenerated?: boolean | undefined;
    readonly isDecoded?: boolean | undefined;
  };
  readonly views: readonly ("thumb" | "poster" | "filmstrip" | "waveform")[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly removedAt: string | null;
};

/** Puts a removed file back into the lists. */
export type AssetRestoreInput = {
  readonly assetId: string;
};
export type AssetRestoreOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: "image" | "video" | "audio" | "lut" | "scene" | "take-file";
  readonly origin: "upload" | "take" | "render" | "import" | "export" | "frame";
  readonly fromId: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly figures: {
    readonly widthPx?: number | undefined;
    readonly heightPx?: number | undefined;
    readonly lengthSec?: number | undefined;
    readonly fps?: number | undefined;
    readonly frames?: number | undefined;
    readonly codec?: string | null | undefined;
    readonly channels?: number | undefined;
    readonly sampleRateHz?: number | undefined;
    readonly hasAudio?: boolean | undefined;
    readonly hasAlpha?: boolean | undefined;
    readonly layers?: number | undefined;
    readonly size?: number | undefined;
    readonly saysGenerated?: boolean | undefined;
    readonly isDecoded?: boolean | undefined;
  };
  readonly views: readonly ("thumb" | "poster" | "filmstrip" | "waveform")[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly removedAt: string | null;
};

/** Makes an address at which anyone who has it can read a file or one of its views, for a time (default an hour, at most a week). */
export type AssetLinkInput = {
  readonly assetId: string;
  readonly view?: "bytes" | "thumb" | "poster" | "filmstrip" | "waveform" | undefined;
  readonly expiresSec?: number | undefined;
};
export type AssetLinkOutput = {
  readonly url: string;
  readonly expiresAt: string;
};

/** Says which files nobody names any more, and with `isDryRun: false` clears them away for good. */
export type AssetGcInput = {
  readonly isDryRun?: boolean | undefined;
  readonly graceHours?: number | undefined;
};
export type AssetGcOutput = {
  readonly isDryRun: boolean;
  readonly blobs: number;
  readonly bytes: number;
  readonly assets: number;
  readonly freed: readonly ({
    readonly sha256: string;
    readonly bytes: number;
    readonly why: "unused" | "unknown";
  })[];
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
      readonly versions?: readonly ({
        readonly name: string;
        readonly en?: string | undefined;
        readonly zh?: string | undefined;
        readonly references: readonly (string)[];
      })[] | undefined;
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
    readonly versions?: readonly ({
      readonly name: string;
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references?: readonly (string)[] | undefined;
    })[] | undefined;
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
    readonly versions?: readonly ({
      readonly name: string;
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references: readonly (string)[];
    })[] | undefined;
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
    readonly versions?: readonly ({
      readonly name: string;
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references?: readonly (string)[] | undefined;
    })[] | undefined;
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
    readonly versions?: readonly ({
      readonly name: string;
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references: readonly (string)[];
    })[] | undefined;
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
    readonly versions?: readonly ({
      readonly name: string;
      readonly en?: string | undefined;
      readonly zh?: string | undefined;
      readonly references: readonly (string)[];
    })[] | undefined;
  };
  readonly updatedAt: string;
};

/** Compiles a shot for every model and says what each would keep, lose and charge. Nothing is stored or spent. */
export type PlanAllInput = {
  readonly shotId: string;
};
export type PlanAllOutput = {
  readonly items: readonly ({
    readonly model: string;
    readonly refused: {
      readonly code: string;
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    } | null;
    readonly carriers: readonly ({
      readonly part: string;
      readonly by: string;
      readonly as: string;
    })[];
    readonly losses: readonly ({
      readonly part: string;
      readonly kind: string;
      readonly severity: string;
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    })[];
    readonly estimateUsd: {
      readonly low: number;
      readonly high: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
    readonly advice: {
      readonly en: string;
      readonly zh: string;
    } | null;
    readonly keyState: "none-needed" | "set" | "missing" | "emulated";
    readonly waitSec: number | null;
  })[];
};

/** Compiles a shot for one model and keeps the plan, so that exactly this can be confirmed and shot. */
export type PlanMakeInput = {
  readonly shotId: string;
  readonly model: string;
};
export type PlanMakeOutput = {
  readonly id: string;
  readonly shotId: string;
  readonly shotRevision: number;
  readonly model: string;
  readonly hash: string;
  readonly line: {
    readonly model: string;
    readonly refused: {
      readonly code: string;
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    } | null;
    readonly carriers: readonly ({
      readonly part: string;
      readonly by: string;
      readonly as: string;
    })[];
    readonly losses: readonly ({
      readonly part: string;
      readonly kind: string;
      readonly severity: string;
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    })[];
    readonly estimateUsd: {
      readonly low: number;
      readonly high: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
    readonly advice: {
      readonly en: string;
      readonly zh: string;
    } | null;
  };
  readonly pictureId: string | null;
  readonly createdAt: string;
};

/** Lists the plans kept for a shot, newest first. */
export type PlanListInput = {
  readonly shotId: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type PlanListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly shotId: string;
    readonly shotRevision: number;
    readonly model: string;
    readonly hash: string;
    readonly line: {
      readonly model: string;
      readonly refused: {
        readonly code: string;
        readonly text: {
          readonly en: string;
          readonly zh: string;
        };
      } | null;
      readonly carriers: readonly ({
        readonly part: string;
        readonly by: string;
        readonly as: string;
      })[];
      readonly losses: readonly ({
        readonly part: string;
        readonly kind: string;
        readonly severity: string;
        readonly text: {
          readonly en: string;
          readonly zh: string;
        };
      })[];
      readonly estimateUsd: {
        readonly low: number;
        readonly high: number;
        readonly source: string;
        readonly asOf: string;
      } | null;
      readonly advice: {
        readonly en: string;
        readonly zh: string;
      } | null;
    };
    readonly pictureId: string | null;
    readonly createdAt: string;
  })[];
  readonly nextCursor: string | null;
};

/** Lists every model that can be asked, with what it can do, what it charges, and whether its key is there. */
export type ModelListInput = Readonly<Record<string, never>>;
export type ModelListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly name: {
      readonly en: string;
      readonly zh: string;
    };
    readonly provider: {
      readonly en: string;
      readonly zh: string;
    };
    readonly wire: string;
    readonly makes: "video" | "image";
    readonly endsOn: string | null;
    readonly paintMask: "none" | "optional" | "required";
    readonly camera: "words" | "kling-simple" | "kling-on-fal" | "minimax-brackets" | "luma-concepts" | "pixverse" | "ltx-lora" | "wan-camera" | "poses" | "jimeng-template" | "lightx" | "recammaster" | "angles-2511" | "angles-2509" | "exact";
    readonly lengths: {
      readonly choicesSec: readonly (number)[] | null;
      readonly leastSec: number;
      readonly mostSec: number;
    } | null;
    readonly ratios: readonly (string)[];
    readonly sizes: readonly (string)[];
    readonly fps: readonly (number)[];
    readonly prices: readonly ({
      readonly usd: number;
      readonly per: "second" | "video" | "image" | "thousand-tokens" | "megapixel";
      readonly when: {
        readonly resolution?: string | undefined;
        readonly hasAudio?: boolean | undefined;
        readonly hasVideoInput?: boolean | undefined;
      };
      readonly source: string;
      readonly asOf: string;
      readonly isTheirs: boolean;
    })[];
    readonly keyName: string | null;
    readonly keyState: "none-needed" | "set" | "missing" | "emulated";
    readonly hasAddress: boolean;
    readonly reach: "answers" | "silent" | "not-asked";
    readonly origin: string | null;
    readonly isLocal: boolean;
  })[];
};

/** Shoots a shot on a model: sets the money aside under your caps and sends it, once. It may cost what the plan says. */
export type TakeShootInput = {
  readonly shotId: string;
  readonly model?: string | undefined;
  readonly planId?: string | undefined;
  readonly hash?: string | undefined;
  readonly mostUsd?: number | undefined;
  readonly priority?: 1 | 2 | 3 | undefined;
  readonly parentTakeId?: string | undefined;
};
export type TakeShootOutput = {
  readonly takeId: string;
  readonly planId: string;
  readonly state: string;
  readonly isEmulated: boolean;
  readonly heldUsdMicros: number;
  readonly over?: Json | undefined;
};

/** Lists the takes of a project or of one shot, newest first. */
export type TakeListInput = {
  readonly projectId: string;
  readonly shotId?: string | undefined;
  readonly state?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type TakeListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly shotId: string | null;
    readonly planId: string | null;
    readonly parentTakeId: string | null;
    readonly byUserId: string;
    readonly model: string;
    readonly provider: string;
    readonly isEmulated: boolean;
    readonly state: string;
    readonly moneyState: "none" | "reserved" | "settled" | "refunded" | "unknown";
    readonly reservedUsdMicros: number;
    readonly settledUsdMicros: number;
    readonly assetId: string | null;
    readonly lengthSec: number | null;
    readonly verdict: "kept" | "rejected" | null;
    readonly isLocked: boolean;
    readonly isCalledOff: boolean;
    readonly reason: string | null;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly endedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Shows one take with everything that happened to it. */
export type TakeShowInput = {
  readonly takeId: string;
};
export type TakeShowOutput = {
  readonly take: {
    readonly id: string;
    readonly projectId: string;
    readonly shotId: string | null;
    readonly planId: string | null;
    readonly parentTakeId: string | null;
    readonly byUserId: string;
    readonly model: string;
    readonly provider: string;
    readonly isEmulated: boolean;
    readonly state: string;
    readonly moneyState: "none" | "reserved" | "settled" | "refunded" | "unknown";
    readonly reservedUsdMicros: number;
    readonly settledUsdMicros: number;
    readonly assetId: string | null;
    readonly lengthSec: number | null;
    readonly verdict: "kept" | "rejected" | null;
    readonly isLocked: boolean;
    readonly isCalledOff: boolean;
    readonly reason: string | null;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly endedAt: string | null;
  };
  readonly rows: readonly ({
    readonly kind: string;
    readonly at: string;
    readonly row: Json;
  })[];
};

/** Calls a take off. Before it was sent nothing is paid; after that its provider is told where it can be, and may charge all the same. */
export type TakeCancelInput = {
  readonly takeId: string;
};
export type TakeCancelOutput = {
  readonly outcome: "cancelled" | "asked";
  readonly canTell: boolean;
  readonly mayCostUsdMicros: number;
};

/** Keeps a take, rejects it, or takes the word back. A locked take keeps its word. */
export type TakeJudgeInput = {
  readonly takeId: string;
  readonly verdict: "kept" | "rejected" | null;
};
export type TakeJudgeOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly shotId: string | null;
  readonly planId: string | null;
  readonly parentTakeId: string | null;
  readonly byUserId: string;
  readonly model: string;
  readonly provider: string;
  readonly isEmulated: boolean;
  readonly state: string;
  readonly moneyState: "none" | "reserved" | "settled" | "refunded" | "unknown";
  readonly reservedUsdMicros: number;
  readonly settledUsdMicros: number;
  readonly assetId: string | null;
  readonly lengthSec: number | null;
  readonly verdict: "kept" | "rejected" | null;
  readonly isLocked: boolean;
  readonly isCalledOff: boolean;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Locks a take, or unlocks it: the word on a locked one does not change. */
export type TakeLockInput = {
  readonly takeId: string;
  readonly isLocked: boolean;
};
export type TakeLockOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly shotId: string | null;
  readonly planId: string | null;
  readonly parentTakeId: string | null;
  readonly byUserId: string;
  readonly model: string;
  readonly provider: string;
  readonly isEmulated: boolean;
  readonly state: string;
  readonly moneyState: "none" | "reserved" | "settled" | "refunded" | "unknown";
  readonly reservedUsdMicros: number;
  readonly settledUsdMicros: number;
  readonly assetId: string | null;
  readonly lengthSec: number | null;
  readonly verdict: "kept" | "rejected" | null;
  readonly isLocked: boolean;
  readonly isCalledOff: boolean;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Lets a waiting take pass over its member's cap and sends it; every other cap still holds. */
export type TakeApproveSpendInput = {
  readonly takeId: string;
};
export type TakeApproveSpendOutput = {
  readonly takeId: string;
  readonly state: string;
  readonly heldUsdMicros: number;
};

/** Ends a take that waits because it is over its member's cap; nothing is paid. */
export type TakeDeclineSpendInput = {
  readonly takeId: string;
};
export type TakeDeclineSpendOutput = {
  readonly takeId: string;
  readonly state: string;
};

/** Renders a film to one file of its project, on this server: takes that stand for shots as they were made, the stage for the others. Free; watch the job, or its events. */
export type FilmRenderInput = {
  readonly filmId: string;
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
  readonly fps?: 24 | 25 | 30 | 50 | 60 | undefined;
  readonly format?: "h264" | "vp9" | "av1" | "prores" | "gif" | "webp" | undefined;
  readonly outside?: "clamp" | "refuse" | "allow" | undefined;
  readonly label?: "metadata" | "opening" | "throughout" | undefined;
  readonly priority?: 1 | 2 | 3 | undefined;
};
export type FilmRenderOutput = {
  readonly id: string;
  readonly projectId: string | null;
  readonly takeId: string | null;
  readonly kind: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progressPermille: number;
  readonly priority: number;
  readonly isCalledOff: boolean;
  readonly output: Json;
  readonly problem: {
    readonly code: string;
    readonly en: string;
    readonly zh: string;
  } | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Renders a shot on the stage to a file of its project: free, with exactly its camera; nothing in the picture is invented. */
export type ShotRenderInput = {
  readonly shotId: string;
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
  readonly fps?: 24 | 25 | 30 | 50 | 60 | undefined;
  readonly format?: "h264" | "vp9" | "av1" | "prores" | "gif" | "webp" | undefined;
  readonly outside?: "clamp" | "refuse" | "allow" | undefined;
  readonly label?: "metadata" | "opening" | "throughout" | undefined;
  readonly priority?: 1 | 2 | 3 | undefined;
};
export type ShotRenderOutput = {
  readonly id: string;
  readonly projectId: string | null;
  readonly takeId: string | null;
  readonly kind: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progressPermille: number;
  readonly priority: number;
  readonly isCalledOff: boolean;
  readonly output: Json;
  readonly problem: {
    readonly code: string;
    readonly en: string;
    readonly zh: string;
  } | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Lists the renders and other longer work of a project, newest first. */
export type JobListInput = {
  readonly projectId: string;
  readonly state?: "queued" | "running" | "done" | "failed" | "cancelled" | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type JobListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string | null;
    readonly takeId: string | null;
    readonly kind: string;
    readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
    readonly progressPermille: number;
    readonly priority: number;
    readonly isCalledOff: boolean;
    readonly output: Json;
    readonly problem: {
      readonly code: string;
      readonly en: string;
      readonly zh: string;
    } | null;
    readonly byUserId: string;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly endedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Shows a render or other longer work: how far it is, and what it made. */
export type JobShowInput = {
  readonly jobId: string;
};
export type JobShowOutput = {
  readonly id: string;
  readonly projectId: string | null;
  readonly takeId: string | null;
  readonly kind: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progressPermille: number;
  readonly priority: number;
  readonly isCalledOff: boolean;
  readonly output: Json;
  readonly problem: {
    readonly code: string;
    readonly en: string;
    readonly zh: string;
  } | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Calls a render or other longer work off; nothing half-made is kept. */
export type JobCancelInput = {
  readonly jobId: string;
};
export type JobCancelOutput = {
  readonly outcome: "cancelled" | "asked";
};

/** Shows how a ready take was made: recipe, camera, references, lineage, cost, times, licence. */
export type TakeManifestInput = {
  readonly takeId: string;
  readonly licence?: string | undefined;
};
export type TakeManifestOutput = {
  readonly format: "fantascope/take";
  readonly version: 1;
  readonly software: {
    readonly name: "fantascope";
    readonly version: string;
  };
  readonly take: {
    readonly id: string;
    readonly model: string;
    readonly wire: string;
    readonly provider: string;
    readonly isEmulated: boolean;
    readonly verdict: "kept" | "rejected" | null;
    readonly createdAt: string;
    readonly endedAt: string | null;
  };
  readonly media: {
    readonly file: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mime: string;
    readonly name: string;
    readonly figures: {
      readonly widthPx?: number | undefined;
      readonly heightPx?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly fps?: number | undefined;
      readonly frames?: number | undefined;
      readonly codec?: string | null | undefined;
      readonly channels?: number | undefined;
      readonly sampleRateHz?: number | undefined;
      readonly hasAudio?: boolean | undefined;
      readonly hasAlpha?: boolean | undefined;
      readonly layers?: number | undefined;
      readonly size?: number | undefined;
      readonly saysGenerated?: boolean | undefined;
      readonly isDecoded?: boolean | undefined;
    };
  };
  readonly recipe: {
    readonly request: {
      readonly prompt?: string | undefined;
      readonly negativePrompt?: string | undefined;
      readonly seed?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly frames?: number | undefined;
      readonly fps?: number | undefined;
      readonly resolution?: string | undefined;
      readonly widthPx?: number | undefined;
      readonly heightPx?: number | undefined;
      readonly aspect?: string | undefined;
      readonly guidanceScale?: number | undefined;
      readonly hasAudio?: boolean | undefined;
      readonly camera?: Json | undefined;
      readonly shots?: Json | undefined;
      readonly isPromptRewritten?: boolean | undefined;
    };
    readonly shot: {
      readonly name: string;
      readonly revision: number;
      readonly document: Json;
    } | null;
    readonly losses: Json;
    readonly carriers: Json;
  };
  readonly camera: Json;
  readonly references: readonly ({
    readonly file: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mime: string;
    readonly name: string;
    readonly figures: {
      readonly widthPx?: number | undefined;
      readonly heightPx?: number | undefined;
      readonly lengthSec?: number | undefined;
      readonly fps?: number | undefined;
      readonly frames?: number | undefined;
      readonly codec?: string | null | undefined;
      readonly channels?: number | undefined;
      readonly sampleRateHz?: number | undefined;
      readonly hasAudio?: boolean | undefined;
      readonly hasAlpha?: boolean | undefined;
      readonly layers?: number | undefined;
      readonly size?: number | undefined;
      readonly saysGenerated?: boolean | undefined;
      readonly isDecoded?: boolean | undefined;
    };
    readonly assetId: string;
  })[];
  readonly lineage: readonly ({
    readonly id: string;
    readonly model: string;
    readonly sha256: string | null;
    readonly createdAt: string;
  })[];
  readonly cost: {
    readonly state: string;
    readonly currency: "USD";
    readonly settledUsdMicros: number;
    readonly estimatedUsd: {
      readonly low: number;
      readonly high: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
    readonly own: {
      readonly amountMicros: number;
      readonly unit: string;
    } | null;
  };
  readonly licence: string | null;
};

/** Makes a ready take one portable file of its project, with its recipe and every file it was made from. Watch the job, or its events. */
export type TakeExportInput = {
  readonly takeId: string;
  readonly licence?: string | undefined;
  readonly priority?: 1 | 2 | 3 | undefined;
};
export type TakeExportOutput = {
  readonly id: string;
  readonly projectId: string | null;
  readonly takeId: string | null;
  readonly kind: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progressPermille: number;
  readonly priority: number;
  readonly isCalledOff: boolean;
  readonly output: Json;
  readonly problem: {
    readonly code: string;
    readonly en: string;
    readonly zh: string;
  } | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Remakes a take here from an uploaded take file: its shot, its files, and the take, marked as imported. Nothing is sent or paid. Watch the job, or its events. */
export type TakeImportInput = {
  readonly projectId: string;
  readonly assetId: string;
  readonly priority?: 1 | 2 | 3 | undefined;
};
export type TakeImportOutput = {
  readonly id: string;
  readonly projectId: string | null;
  readonly takeId: string | null;
  readonly kind: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progressPermille: number;
  readonly priority: number;
  readonly isCalledOff: boolean;
  readonly output: Json;
  readonly problem: {
    readonly code: string;
    readonly en: string;
    readonly zh: string;
  } | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
};

/** Shows how exports of a project have to say that a machine had a part in them. */
export type LabelPolicyInput = {
  readonly projectId: string;
};
export type LabelPolicyOutput = {
  readonly policy: "metadata" | "generated" | "always";
  readonly server: "metadata" | "generated" | "always";
  readonly project: "metadata" | "generated" | "always" | null;
  readonly byUserId: string | null;
  readonly setAt: string | null;
};

/** Sets a project's own policy for labels, or takes it back (null). The server's holds where it is stricter. */
export type LabelSetPolicyInput = {
  readonly projectId: string;
  readonly policy: "metadata" | "generated" | "always" | null;
};
export type LabelSetPolicyOutput = {
  readonly policy: "metadata" | "generated" | "always";
  readonly server: "metadata" | "generated" | "always";
  readonly project: "metadata" | "generated" | "always" | null;
  readonly byUserId: string | null;
  readonly setAt: string | null;
};

/** Shows what an export of a film has to carry at least: whether a model painted in it, and which takes stand for its shots. */
export type FilmLabelInput = {
  readonly filmId: string;
};
export type FilmLabelOutput = {
  readonly policy: "metadata" | "generated" | "always";
  readonly isGenerated: boolean;
  readonly least: "metadata" | "opening" | "throughout";
  readonly takes: readonly ({
    readonly index: number;
    readonly takeId: string;
    readonly model: string;
    readonly isEmulated: boolean;
  })[];
};

/** Gives the label that a file of a shot has to carry that is made elsewhere, as in a browser. Less than the policy asks is refused. */
export type ShotLabelInput = {
  readonly shotId: string;
  readonly label?: "metadata" | "opening" | "throughout" | undefined;
};
export type ShotLabelOutput = {
  readonly level: "metadata" | "opening" | "throughout";
  readonly text: {
    readonly en?: string | undefined;
    readonly zh?: string | undefined;
  };
  readonly tags: { readonly [name: string]: string };
  readonly least: "metadata" | "opening" | "throughout";
  readonly policy: "metadata" | "generated" | "always";
};

/** Lists takes of a film whose shots were changed since, in what, and what a redo would cost as an estimate: approved, locked and placed ones, and of a shot without such the newest. Changes nothing. */
export type FilmStaleInput = {
  readonly filmId: string;
};
export type FilmStaleOutput = {
  readonly items: readonly ({
    readonly shotId: string;
    readonly index: number;
    readonly takeId: string;
    readonly model: string;
    readonly isEmulated: boolean;
    readonly isLocked: boolean;
    readonly isApproved: boolean;
    readonly isInFilm: boolean;
    readonly revision: number;
    readonly changed: readonly ("picture" | "chain" | "words" | "cast" | "camera" | "focus" | "motion" | "air" | "look" | "framing")[];
    readonly redo: {
      readonly lowUsd: number;
      readonly highUsd: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
  })[];
};

/** Compares the frames on both sides of every join of a film’s chained shots: how far colour has drifted at the join and since the chain began, as the takes were made and as the film shows them with their colours matched (both measured), how unlike the subject looks (an estimate without a model), and what to look at. Changes nothing. */
export type FilmJoinsInput = {
  readonly filmId: string;
};
export type FilmJoinsOutput = {
  readonly items: readonly ({
    readonly shotId: string;
    readonly index: number;
    readonly beforeTakeId: string | null;
    readonly takeId: string | null;
    readonly isPlaced: boolean;
    readonly extension: number;
    readonly drift: {
      readonly joinDeltaE: number;
      readonly chainDeltaE: number;
      readonly chainContrastRatio: number | null;
      readonly subjectUnlikeRatio: number;
    } | null;
    readonly matchedDrift: {
      readonly joinDeltaE: number;
      readonly chainDeltaE: number;
      readonly chainContrastRatio: number | null;
      readonly subjectUnlikeRatio: number;
    } | null;
    readonly isMatched: boolean;
    readonly warnings: readonly ({
      readonly code: "colour" | "burn-in" | "subject" | "long";
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    })[];
  })[];
};

/** Says what a film’s takes have cost by the ledger, what shooting the stale ones anew would cost, what shooting all of them anew would, and what is saved by keeping the others. Estimates are marked as such. */
export type FilmCostsInput = {
  readonly filmId: string;
};
export type FilmCostsOutput = {
  readonly spentUsdMicros: number;
  readonly inFilmUsdMicros: number;
  readonly keptUsdMicros: number;
  readonly takes: number;
  readonly staleTakes: number;
  readonly estimate: {
    readonly redoStaleUsd: number;
    readonly redoAllUsd: number;
    readonly savedUsd: number;
    readonly unpriced: number;
  };
  readonly redone: {
    readonly takes: number;
    readonly spentUsdMicros: number;
    readonly allAnewUsd: number;
    readonly savedUsd: number;
  };
  readonly own: readonly ({
    readonly provider: string;
    readonly unit: string;
    readonly spentMicros: number;
    readonly inFilmMicros: number;
    readonly redoneMicros: number;
    readonly savedMicros: number;
  })[];
  readonly isEmulated: boolean;
};

/** Lists the shots of a film with what is unshot or stale on a model, what shooting that would keep, lose and cost, as an estimate. Changes nothing, costs nothing. */
export type FilmDueInput = {
  readonly filmId: string;
  readonly model: string;
};
export type FilmDueOutput = {
  readonly items: readonly ({
    readonly shotId: string;
    readonly index: number;
    readonly name: string;
    readonly state: "unshot" | "stale" | "fresh" | "underway" | "approved" | "locked" | "refused";
    readonly estimateUsd: {
      readonly low: number;
      readonly high: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
    readonly problem: {
      readonly en: string;
      readonly zh: string;
    } | null;
    readonly carriers: readonly ({
      readonly part: string;
      readonly by: string;
      readonly as: string;
    })[];
    readonly losses: readonly ({
      readonly part: string;
      readonly kind: string;
      readonly severity: string;
      readonly text: {
        readonly en: string;
        readonly zh: string;
      };
    })[];
  })[];
  readonly due: number;
  readonly price: {
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly asOf: string;
  } | null;
  readonly isEmulated: boolean;
};

/** Shoots the unshot and stale shots of a film on a model: prices all of it, sets the money aside under your caps and sends each shot once. Approved and locked shots stay as they are; approved ones are redone only by name. */
export type FilmShootInput = {
  readonly filmId: string;
  readonly model: string;
  readonly shotIds?: readonly (string)[] | undefined;
  readonly mostUsd?: number | undefined;
  readonly priority?: 1 | 2 | 3 | undefined;
};
export type FilmShootOutput = {
  readonly items: readonly ({
    readonly shotId: string;
    readonly index: number;
    readonly name: string;
    readonly state: "unshot" | "stale" | "fresh" | "underway" | "approved" | "locked" | "refused";
    readonly estimateUsd: {
      readonly low: number;
      readonly high: number;
      readonly source: string;
      readonly asOf: string;
    } | null;
    readonly problem: {
      readonly en: string;
      readonly zh: string;
    } | null;
    readonly takeId: string | null;
    readonly takeState: string | null;
    readonly heldUsdMicros: number;
  })[];
  readonly takes: number;
  readonly heldUsdMicros: number;
  readonly price: {
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly asOf: string;
  } | null;
  readonly isEmulated: boolean;
};

/** Makes every shot that is only written in a film document a stored one, so that it can be shot, judged and locked. Stored ones stay as they are. */
export type FilmStoreShotsInput = {
  readonly filmId: string;
  readonly revision?: number | undefined;
};
export type FilmStoreShotsOutput = {
  readonly shotIds: readonly (string)[];
  readonly revision: number;
};

/** Lists the rows of the ledger that you may see, newest first. */
export type LedgerEntriesInput = {
  readonly projectId?: string | undefined;
  readonly takeId?: string | undefined;
  readonly userId?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly emulated?: "only" | "without" | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type LedgerEntriesOutput = {
  readonly items: readonly ({
    readonly seq: number;
    readonly at: string;
    readonly day: string;
    readonly kind: "ask" | "reserve" | "settle" | "overrun" | "release" | "refund" | "unknown" | "found" | "decline" | "acknowledge";
    readonly projectId: string;
    readonly userId: string;
    readonly tokenId: string | null;
    readonly takeId: string | null;
    readonly provider: string;
    readonly model: string;
    readonly isEmulated: boolean;
    readonly heldUsdMicros: number;
    readonly spentUsdMicros: number;
    readonly basis: string;
    readonly own: {
      readonly amountMicros: number;
      readonly unit: string;
    } | null;
    readonly rateId: string | null;
    readonly byUserId: string | null;
    readonly note: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Sums money and footage by day, project, member, model or provider: what was spent, what is set aside, what nobody knows, what was kept and what was thrown away. */
export type LedgerReportInput = {
  readonly by?: "day" | "project" | "member" | "model" | "provider" | undefined;
  readonly projectId?: string | undefined;
  readonly takeId?: string | undefined;
  readonly userId?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly emulated?: "only" | "without" | undefined;
};
export type LedgerReportOutput = {
  readonly lines: readonly ({
    readonly key: string;
    readonly reservedUsdMicros: number;
    readonly releasedUsdMicros: number;
    readonly spentUsdMicros: number;
    readonly heldUsdMicros: number;
    readonly unknownUsdMicros: number;
    readonly refundedUsdMicros: number;
    readonly overrunUsdMicros: number;
    readonly emulatedUsdMicros: number;
    readonly keptUsdMicros: number;
    readonly rejectedUsdMicros: number;
    readonly takes: number;
    readonly keptMs: number;
    readonly rejectedMs: number;
    readonly openMs: number;
  })[];
};

/** Gives rows of the ledger as CSV, oldest first; with a cursor the rows after it, without the head. */
export type LedgerCsvInput = {
  readonly projectId?: string | undefined;
  readonly takeId?: string | undefined;
  readonly userId?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly emulated?: "only" | "without" | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type LedgerCsvOutput = {
  readonly csv: string;
  readonly nextCursor: string | null;
};

/** Lists the caps that hold for you and what is left of each. */
export type LedgerCapsInput = {
  readonly projectId?: string | undefined;
};
export type LedgerCapsOutput = {
  readonly caps: readonly ({
    readonly scope: "token" | "member" | "project" | "provider" | "day";
    readonly key: string;
    readonly capUsdMicros: number | null;
    readonly isDefault: boolean;
    readonly heldUsdMicros: number;
    readonly spentUsdMicros: number;
    readonly leftUsdMicros: number | null;
    readonly raisedBy: "server-owner" | "project-owner" | "token-owner";
  })[];
};

/** Sets what may be spent a day, in a project or with a provider. key is a day, a project or a provider; * is for all that have none of their own. Raising a blocked project above what it has used lets it go on. */
export type LedgerSetCapInput = {
  readonly scope: "day" | "project" | "provider";
  readonly key?: string | undefined;
  readonly capUsd: number;
};
export type LedgerSetCapOutput = {
  readonly scope: string;
  readonly key: string;
  readonly capUsdMicros: number;
  readonly isUnblocked: boolean;
};

/** Sets what a member may spend in a project without asking; beyond it a take waits for an owner. */
export type LedgerSetMemberCapInput = {
  readonly projectId: string;
  readonly userId: string;
  readonly capUsd: number;
};
export type LedgerSetMemberCapOutput = {
  readonly userId: string;
  readonly capUsdMicros: number;
};

/** Says what one unit of a currency (CNY), or of a provider's own (credits/PROVIDER), is worth in dollars from a day on. */
export type LedgerSetRateInput = {
  readonly currency: string;
  readonly usdPerUnit: number;
  readonly asOf: string;
  readonly source: string;
};
export type LedgerSetRateOutput = {
  readonly id: string;
  readonly usdMicrosPerUnit: number;
};

/** Acknowledges that takes of a project cost more than was set aside, so that it may spend again under its caps. */
export type LedgerUnblockInput = {
  readonly projectId: string;
};
export type LedgerUnblockOutput = {
  readonly acknowledged: readonly ({
    readonly takeId: string;
    readonly overUsdMicros: number;
  })[];
};

/** Lists takes of which nobody knows whether they happened or what they cost, with what is needed to find them in the provider's own list. */
export type LedgerUnknownInput = {
  readonly projectId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type LedgerUnknownOutput = {
  readonly items: readonly ({
    readonly takeId: string;
    readonly projectId: string;
    readonly userId: string;
    readonly model: string;
    readonly provider: string;
    readonly wire: string;
    readonly isEmulated: boolean;
    readonly state: string;
    readonly moneyState: string;
    readonly mostUsdMicros: number;
    readonly askedAt: string;
    readonly sentAt: string | null;
    readonly noticedAt: string | null;
    readonly reason: string | null;
    readonly lookUp: "none" | "maybe" | "unclear" | "cannot" | null;
    readonly clientKey: string | null;
    readonly taskId: string | null;
    readonly request: { readonly [name: string]: string | number | boolean };
    readonly requestSha256: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Says what became of a take of unknown outcome: it happened (with its task id it goes on, with what was paid it is settled), it did not happen, or ask its provider again. Nothing is sent. */
export type LedgerResolveInput = {
  readonly takeId: string;
  readonly answer: "happened" | "did-not-happen" | "ask-again";
  readonly taskId?: string | undefined;
  readonly paidUsd?: number | undefined;
};
export type LedgerResolveOutput = {
  readonly takeId: string;
  readonly outcome: "goes-on" | "closed" | "asked" | "cannot-ask";
};

/** Books that a provider gave money back for a take that was settled; once a take, and never more than was paid. */
export type LedgerRefundInput = {
  readonly takeId: string;
  readonly amountUsd?: number | undefined;
  readonly note?: string | undefined;
};
export type LedgerRefundOutput = {
  readonly takeId: string;
  readonly isBooked: boolean;
  readonly spentUsdMicros: number;
};

/** Sums the ledger anew and names every counter that differs from its rows; empty when the books are right. */
export type LedgerAuditInput = Readonly<Record<string, never>>;
export type LedgerAuditOutput = {
  readonly differences: readonly ({
    readonly scope: "token" | "member" | "project" | "provider" | "day";
    readonly key: string;
    readonly heldUsdMicros: number;
    readonly spentUsdMicros: number;
    readonly rowsHeldUsdMicros: number;
    readonly rowsSpentUsdMicros: number;
  })[];
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
      readonly drawnIn?: {
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

/** Tells who you are and, with a token, what it may do. */
export type PersonMeInput = Readonly<Record<string, never>>;
export type PersonMeOutput = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isServerOwner: boolean;
  readonly token: {
    readonly id: string;
    readonly scopes: readonly (string)[];
    readonly projectId: string | null;
    readonly spendLimitUsdMicros: number;
  } | null;
};

/** Gives yourself another name. */
export type PersonRenameInput = {
  readonly name: string;
};
export type PersonRenameOutput = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isServerOwner: boolean;
};

/** Lists everybody on this server, newest first. */
export type PersonListInput = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type PersonListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly isServerOwner: boolean;
    readonly createdAt: string;
    readonly closedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Makes a link by which one person gets an account and a role in a project. It is shown once. */
export type PersonInviteInput = {
  readonly projectId: string;
  readonly role: "owner" | "producer" | "artist" | "reviewer" | "viewer";
  readonly email?: string | undefined;
  readonly days?: number | undefined;
};
export type PersonInviteOutput = {
  readonly id: string;
  readonly email: string | null;
  readonly projectId: string | null;
  readonly role: string | null;
  readonly byUserId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  readonly path: string | null;
};

/** Lists the invitations into a project, newest first. */
export type PersonInvitationsInput = {
  readonly projectId: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type PersonInvitationsOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly email: string | null;
    readonly projectId: string | null;
    readonly role: string | null;
    readonly byUserId: string;
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly usedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Takes an invitation back that nobody has taken up. */
export type PersonUninviteInput = {
  readonly projectId: string;
  readonly inviteId: string;
};
export type PersonUninviteOutput = {
  readonly id: string;
};

/** Shuts a person out: sessions and tokens end at once. What they have made stays. */
export type PersonCloseInput = {
  readonly userId: string;
};
export type PersonCloseOutput = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isServerOwner: boolean;
  readonly createdAt: string;
  readonly closedAt: string | null;
};

/** Makes a token for a program. It is shown once, may do what its scopes say, and may spend nothing until you set a limit. */
export type TokenCreateInput = {
  readonly name: string;
  readonly scopes: readonly ("read" | "write" | "spend" | "admin")[];
  readonly projectId?: string | undefined;
  readonly days?: number | undefined;
  readonly spendUsd?: number | undefined;
};
export type TokenCreateOutput = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("read" | "write" | "spend" | "admin")[];
  readonly projectId: string | null;
  readonly spendLimitUsdMicros: number;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly token: string | null;
};

/** Lists your tokens, newest first; never the tokens themselves. */
export type TokenListInput = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type TokenListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly ("read" | "write" | "spend" | "admin")[];
    readonly projectId: string | null;
    readonly spendLimitUsdMicros: number;
    readonly createdAt: string;
    readonly expiresAt: string | null;
    readonly revokedAt: string | null;
  })[];
  readonly nextCursor: string | null;
};

/** Sets what a token may spend in all, in US dollars. */
export type TokenLimitInput = {
  readonly tokenId: string;
  readonly spendUsd: number;
};
export type TokenLimitOutput = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("read" | "write" | "spend" | "admin")[];
  readonly projectId: string | null;
  readonly spendLimitUsdMicros: number;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
};

/** Makes a token worthless, at once and for good. */
export type TokenRevokeInput = {
  readonly tokenId: string;
};
export type TokenRevokeOutput = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("read" | "write" | "spend" | "admin")[];
  readonly projectId: string | null;
  readonly spendLimitUsdMicros: number;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
};

/** Keeps a provider’s key, sealed. It can never be read back. */
export type KeySetInput = {
  readonly name: string;
  readonly value: string;
};
export type KeySetOutput = {
  readonly name: string;
  readonly setAt: string;
  readonly byUserId: string;
};

/** Lists which providers’ keys there are: those that were set, and those that are in the server’s environment. Never their values. */
export type KeyListInput = Readonly<Record<string, never>>;
export type KeyListOutput = {
  readonly items: readonly ({
    readonly name: string;
    readonly setAt: string;
    readonly byUserId: string;
  })[];
  readonly inEnvironment: readonly (string)[];
};

/** Removes a provider’s key that was set here. */
export type KeyRemoveInput = {
  readonly name: string;
};
export type KeyRemoveOutput = {
  readonly name: string;
};

/** Tries a provider’s key with one free request that changes nothing, and says what came of it. */
export type KeyTestInput = {
  readonly name: string;
};
export type KeyTestOutput = {
  readonly outcome: "works" | "refused" | "unreachable" | "untestable";
  readonly text: {
    readonly en: string;
    readonly zh: string;
  };
};

/** Says whether emulated providers stand in for the real ones, and which. */
export type EmulatorsShowInput = Readonly<Record<string, never>>;
export type EmulatorsShowOutput = {
  readonly isOn: boolean;
  readonly wires: readonly ({
    readonly wire: string;
    readonly url: string;
  })[];
};

/** Puts emulated providers in the place of the real ones, until they are stopped. Nothing is generated or paid; keys stay as they are. */
export type EmulatorsStartInput = Readonly<Record<string, never>>;
export type EmulatorsStartOutput = {
  readonly isOn: boolean;
  readonly wires: readonly ({
    readonly wire: string;
    readonly url: string;
  })[];
};

/** Ends the emulated providers; from then on the real ones are asked. Refused while takes are under way at them. */
export type EmulatorsStopInput = Readonly<Record<string, never>>;
export type EmulatorsStopOutput = {
  readonly isOn: boolean;
  readonly wires: readonly ({
    readonly wire: string;
    readonly url: string;
  })[];
};

/** Tells a project’s events to an https address from now on. Its signing secret is shown once. */
export type HookCreateInput = {
  readonly projectId: string;
  readonly url: string;
  readonly kinds?: readonly (string)[] | undefined;
};
export type HookCreateOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly url: string;
  readonly kinds: readonly (string)[];
  readonly isOn: boolean;
  readonly createdAt: string;
  readonly secret: string | null;
};

/** Lists where a project’s events are told to. */
export type HookListInput = {
  readonly projectId: string;
};
export type HookListOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly projectId: string;
    readonly url: string;
    readonly kinds: readonly (string)[];
    readonly isOn: boolean;
    readonly createdAt: string;
  })[];
};

/** Turns a webhook on or off. What happened while it was off is not told. */
export type HookTurnInput = {
  readonly hookId: string;
  readonly isOn: boolean;
};
export type HookTurnOutput = {
  readonly id: string;
  readonly projectId: string;
  readonly url: string;
  readonly kinds: readonly (string)[];
  readonly isOn: boolean;
  readonly createdAt: string;
};

/** Removes a webhook and its log. */
export type HookRemoveInput = {
  readonly hookId: string;
};
export type HookRemoveOutput = {
  readonly id: string;
};

/** Sends one test event to a webhook; its log says what came of it. */
export type HookTestInput = {
  readonly hookId: string;
};
export type HookTestOutput = {
  readonly id: string;
  readonly eventSeq: number;
  readonly tries: number;
  readonly state: "waiting" | "delivered" | "given-up";
  readonly lastStatus: number | null;
  readonly lastReason: string | null;
  readonly nextAt: string | null;
  readonly createdAt: string;
};

/** Lists what was sent to a webhook and what came of it, newest first. */
export type HookDeliveriesInput = {
  readonly hookId: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
export type HookDeliveriesOutput = {
  readonly items: readonly ({
    readonly id: string;
    readonly eventSeq: number;
    readonly tries: number;
    readonly state: "waiting" | "delivered" | "given-up";
    readonly lastStatus: number | null;
    readonly lastReason: string | null;
    readonly nextAt: string | null;
    readonly createdAt: string;
  })[];
  readonly nextCursor: string | null;
};

/** Lists the settings of the running server. */
export type SettingListInput = Readonly<Record<string, never>>;
export type SettingListOutput = {
  readonly items: readonly ({
    readonly name: "people.whoInvites" | "rate.addressPerMinute" | "rate.personPerMinute" | "events.keepDays" | "labels.policy" | "labels.producer";
    readonly value: string | number | boolean;
    readonly usual: string | number | boolean;
    readonly en: string;
    readonly zh: string;
    readonly byUserId: string | null;
    readonly setAt: string | null;
  })[];
};

/** Changes a setting of the running server. */
export type SettingSetInput = {
  readonly name: "people.whoInvites" | "rate.addressPerMinute" | "rate.personPerMinute" | "events.keepDays" | "labels.policy" | "labels.producer";
  readonly value: string | number | boolean;
};
export type SettingSetOutput = {
  readonly name: "people.whoInvites" | "rate.addressPerMinute" | "rate.personPerMinute" | "events.keepDays" | "labels.policy" | "labels.producer";
  readonly value: string | number | boolean;
  readonly usual: string | number | boolean;
  readonly en: string;
  readonly zh: string;
  readonly byUserId: string | null;
  readonly setAt: string | null;
};

/** Lists who did what in a project, newest first. */
export type AuditListInput = {
  readonly projectId: string;
  readonly beforeSeq?: number | undefined;
  readonly limit?: number | undefined;
};
export type AuditListOutput = {
  readonly items: readonly ({
    readonly seq: number;
    readonly at: string;
    readonly actorId: string;
    readonly tokenId: string | null;
    readonly door: string;
    readonly operation: string;
    readonly projectId: string | null;
    readonly subjectId: string | null;
    readonly outcome: string;
  })[];
};

/** Lists who did what on the whole server, newest first. */
export type AuditServerInput = {
  readonly actorId?: string | undefined;
  readonly beforeSeq?: number | undefined;
  readonly limit?: number | undefined;
};
export type AuditServerOutput = {
  readonly items: readonly ({
    readonly seq: number;
    readonly at: string;
    readonly actorId: string;
    readonly tokenId: string | null;
    readonly door: string;
    readonly operation: string;
    readonly projectId: string | null;
    readonly subjectId: string | null;
    readonly outcome: string;
  })[];
};

/** Every operation by name, with what it takes and gives. */
export type Operations = {
  'project.create': { input: ProjectCreateInput; output: ProjectCreateOutput };
  'project.sample': { input: ProjectSampleInput; output: ProjectSampleOutput };
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
  'asset.list': { input: AssetListInput; output: AssetListOutput };
  'asset.show': { input: AssetShowInput; output: AssetShowOutput };
  'asset.rename': { input: AssetRenameInput; output: AssetRenameOutput };
  'asset.usage': { input: AssetUsageInput; output: AssetUsageOutput };
  'asset.remove': { input: AssetRemoveInput; output: AssetRemoveOutput };
  'asset.restore': { input: AssetRestoreInput; output: AssetRestoreOutput };
  'asset.link': { input: AssetLinkInput; output: AssetLinkOutput };
  'asset.gc': { input: AssetGcInput; output: AssetGcOutput };
  'cast.list': { input: CastListInput; output: CastListOutput };
  'cast.create': { input: CastCreateInput; output: CastCreateOutput };
  'cast.change': { input: CastChangeInput; output: CastChangeOutput };
  'cast.archive': { input: CastArchiveInput; output: CastArchiveOutput };
  'plan.all': { input: PlanAllInput; output: PlanAllOutput };
  'plan.make': { input: PlanMakeInput; output: PlanMakeOutput };
  'plan.list': { input: PlanListInput; output: PlanListOutput };
  'model.list': { input: ModelListInput; output: ModelListOutput };
  'take.shoot': { input: TakeShootInput; output: TakeShootOutput };
  'take.list': { input: TakeListInput; output: TakeListOutput };
  'take.show': { input: TakeShowInput; output: TakeShowOutput };
  'take.cancel': { input: TakeCancelInput; output: TakeCancelOutput };
  'take.judge': { input: TakeJudgeInput; output: TakeJudgeOutput };
  'take.lock': { input: TakeLockInput; output: TakeLockOutput };
  'take.approve-spend': { input: TakeApproveSpendInput; output: TakeApproveSpendOutput };
  'take.decline-spend': { input: TakeDeclineSpendInput; output: TakeDeclineSpendOutput };
  'film.render': { input: FilmRenderInput; output: FilmRenderOutput };
  'shot.render': { input: ShotRenderInput; output: ShotRenderOutput };
  'job.list': { input: JobListInput; output: JobListOutput };
  'job.show': { input: JobShowInput; output: JobShowOutput };
  'job.cancel': { input: JobCancelInput; output: JobCancelOutput };
  'take.manifest': { input: TakeManifestInput; output: TakeManifestOutput };
  'take.export': { input: TakeExportInput; output: TakeExportOutput };
  'take.import': { input: TakeImportInput; output: TakeImportOutput };
  'label.policy': { input: LabelPolicyInput; output: LabelPolicyOutput };
  'label.set-policy': { input: LabelSetPolicyInput; output: LabelSetPolicyOutput };
  'film.label': { input: FilmLabelInput; output: FilmLabelOutput };
  'shot.label': { input: ShotLabelInput; output: ShotLabelOutput };
  'film.stale': { input: FilmStaleInput; output: FilmStaleOutput };
  'film.joins': { input: FilmJoinsInput; output: FilmJoinsOutput };
  'film.costs': { input: FilmCostsInput; output: FilmCostsOutput };
  'film.due': { input: FilmDueInput; output: FilmDueOutput };
  'film.shoot': { input: FilmShootInput; output: FilmShootOutput };
  'film.store-shots': { input: FilmStoreShotsInput; output: FilmStoreShotsOutput };
  'ledger.entries': { input: LedgerEntriesInput; output: LedgerEntriesOutput };
  'ledger.report': { input: LedgerReportInput; output: LedgerReportOutput };
  'ledger.csv': { input: LedgerCsvInput; output: LedgerCsvOutput };
  'ledger.caps': { input: LedgerCapsInput; output: LedgerCapsOutput };
  'ledger.set-cap': { input: LedgerSetCapInput; output: LedgerSetCapOutput };
  'ledger.set-member-cap': { input: LedgerSetMemberCapInput; output: LedgerSetMemberCapOutput };
  'ledger.set-rate': { input: LedgerSetRateInput; output: LedgerSetRateOutput };
  'ledger.unblock': { input: LedgerUnblockInput; output: LedgerUnblockOutput };
  'ledger.unknown': { input: LedgerUnknownInput; output: LedgerUnknownOutput };
  'ledger.resolve': { input: LedgerResolveInput; output: LedgerResolveOutput };
  'ledger.refund': { input: LedgerRefundInput; output: LedgerRefundOutput };
  'ledger.audit': { input: LedgerAuditInput; output: LedgerAuditOutput };
  'preset.house': { input: PresetHouseInput; output: PresetHouseOutput };
  'preset.list': { input: PresetListInput; output: PresetListOutput };
  'preset.save': { input: PresetSaveInput; output: PresetSaveOutput };
  'preset.remove': { input: PresetRemoveInput; output: PresetRemoveOutput };
  'person.me': { input: PersonMeInput; output: PersonMeOutput };
  'person.rename': { input: PersonRenameInput; output: PersonRenameOutput };
  'person.list': { input: PersonListInput; output: PersonListOutput };
  'person.invite': { input: PersonInviteInput; output: PersonInviteOutput };
  'person.invitations': { input: PersonInvitationsInput; output: PersonInvitationsOutput };
  'person.uninvite': { input: PersonUninviteInput; output: PersonUninviteOutput };
  'person.close': { input: PersonCloseInput; output: PersonCloseOutput };
  'token.create': { input: TokenCreateInput; output: TokenCreateOutput };
  'token.list': { input: TokenListInput; output: TokenListOutput };
  'token.limit': { input: TokenLimitInput; output: TokenLimitOutput };
  'token.revoke': { input: TokenRevokeInput; output: TokenRevokeOutput };
  'key.set': { input: KeySetInput; output: KeySetOutput };
  'key.list': { input: KeyListInput; output: KeyListOutput };
  'key.remove': { input: KeyRemoveInput; output: KeyRemoveOutput };
  'key.test': { input: KeyTestInput; output: KeyTestOutput };
  'emulators.show': { input: EmulatorsShowInput; output: EmulatorsShowOutput };
  'emulators.start': { input: EmulatorsStartInput; output: EmulatorsStartOutput };
  'emulators.stop': { input: EmulatorsStopInput; output: EmulatorsStopOutput };
  'hook.create': { input: HookCreateInput; output: HookCreateOutput };
  'hook.list': { input: HookListInput; output: HookListOutput };
  'hook.turn': { input: HookTurnInput; output: HookTurnOutput };
  'hook.remove': { input: HookRemoveInput; output: HookRemoveOutput };
  'hook.test': { input: HookTestInput; output: HookTestOutput };
  'hook.deliveries': { input: HookDeliveriesInput; output: HookDeliveriesOutput };
  'setting.list': { input: SettingListInput; output: SettingListOutput };
  'setting.set': { input: SettingSetInput; output: SettingSetOutput };
  'audit.list': { input: AuditListInput; output: AuditListOutput };
  'audit.server': { input: AuditServerInput; output: AuditServerOutput };
};

/** Operations that may cost money and show what they would do first. */
export type SpendingName = 'take.shoot' | 'take.approve-spend' | 'film.shoot';

/** Where each operation lies on HTTP, below the prefix. */
export const routes = {
  'project.create': { method: 'POST', path: '/projects' },
  'project.sample': { method: 'POST', path: '/sample-project' },
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
  'asset.list': { method: 'GET', path: '/projects/{projectId}/assets' },
  'asset.show': { method: 'GET', path: '/assets/{assetId}' },
  'asset.rename': { method: 'PUT', path: '/assets/{assetId}/name' },
  'asset.usage': { method: 'GET', path: '/assets/{assetId}/usage' },
  'asset.remove': { method: 'DELETE', path: '/assets/{assetId}' },
  'asset.restore': { method: 'PUT', path: '/assets/{assetId}/restored' },
  'asset.link': { method: 'GET', path: '/assets/{assetId}/link' },
  'asset.gc': { method: 'POST', path: '/assets/gc' },
  'cast.list': { method: 'GET', path: '/projects/{projectId}/cast' },
  'cast.create': { method: 'POST', path: '/projects/{projectId}/cast' },
  'cast.change': { method: 'PUT', path: '/cast/{castId}' },
  'cast.archive': { method: 'DELETE', path: '/cast/{castId}' },
  'plan.all': { method: 'GET', path: '/shots/{shotId}/plans' },
  'plan.make': { method: 'POST', path: '/shots/{shotId}/plans' },
  'plan.list': { method: 'GET', path: '/shots/{shotId}/kept-plans' },
  'model.list': { method: 'GET', path: '/models' },
  'take.shoot': { method: 'POST', path: '/shots/{shotId}/takes' },
  'take.list': { method: 'GET', path: '/projects/{projectId}/takes' },
  'take.show': { method: 'GET', path: '/takes/{takeId}' },
  'take.cancel': { method: 'POST', path: '/takes/{takeId}/cancel' },
  'take.judge': { method: 'PUT', path: '/takes/{takeId}/verdict' },
  'take.lock': { method: 'PUT', path: '/takes/{takeId}/lock' },
  'take.approve-spend': { method: 'POST', path: '/takes/{takeId}/approve-spend' },
  'take.decline-spend': { method: 'POST', path: '/takes/{takeId}/decline-spend' },
  'film.render': { method: 'POST', path: '/films/{filmId}/renders' },
  'shot.render': { method: 'POST', path: '/shots/{shotId}/renders' },
  'job.list': { method: 'GET', path: '/projects/{projectId}/jobs' },
  'job.show': { method: 'GET', path: '/jobs/{jobId}' },
  'job.cancel': { method: 'POST', path: '/jobs/{jobId}/cancel' },
  'take.manifest': { method: 'GET', path: '/takes/{takeId}/manifest' },
  'take.export': { method: 'POST', path: '/takes/{takeId}/export' },
  'take.import': { method: 'POST', path: '/projects/{projectId}/takes/import' },
  'label.policy': { method: 'GET', path: '/projects/{projectId}/label-policy' },
  'label.set-policy': { method: 'PUT', path: '/projects/{projectId}/label-policy' },
  'film.label': { method: 'GET', path: '/films/{filmId}/label' },
  'shot.label': { method: 'GET', path: '/shots/{shotId}/label' },
  'film.stale': { method: 'GET', path: '/films/{filmId}/stale' },
  'film.joins': { method: 'GET', path: '/films/{filmId}/joins' },
  'film.costs': { method: 'GET', path: '/films/{filmId}/costs' },
  'film.due': { method: 'GET', path: '/films/{filmId}/due' },
  'film.shoot': { method: 'POST', path: '/films/{filmId}/takes' },
  'film.store-shots': { method: 'POST', path: '/films/{filmId}/shots' },
  'ledger.entries': { method: 'GET', path: '/ledger/entries' },
  'ledger.report': { method: 'GET', path: '/ledger/report' },
  'ledger.csv': { method: 'GET', path: '/ledger/csv' },
  'ledger.caps': { method: 'GET', path: '/ledger/caps' },
  'ledger.set-cap': { method: 'PUT', path: '/ledger/caps' },
  'ledger.set-member-cap': { method: 'PUT', path: '/projects/{projectId}/members/{userId}/cap' },
  'ledger.set-rate': { method: 'POST', path: '/ledger/rates' },
  'ledger.unblock': { method: 'POST', path: '/projects/{projectId}/unblock' },
  'ledger.unknown': { method: 'GET', path: '/ledger/unknown' },
  'ledger.resolve': { method: 'POST', path: '/takes/{takeId}/resolve' },
  'ledger.refund': { method: 'POST', path: '/takes/{takeId}/refund' },
  'ledger.audit': { method: 'GET', path: '/ledger/audit' },
  'preset.house': { method: 'GET', path: '/presets' },
  'preset.list': { method: 'GET', path: '/projects/{projectId}/presets' },
  'preset.save': { method: 'POST', path: '/projects/{projectId}/presets' },
  'preset.remove': { method: 'DELETE', path: '/presets/{presetId}' },
  'person.me': { method: 'GET', path: '/me' },
  'person.rename': { method: 'PATCH', path: '/me' },
  'person.list': { method: 'GET', path: '/people' },
  'person.invite': { method: 'POST', path: '/projects/{projectId}/invitations' },
  'person.invitations': { method: 'GET', path: '/projects/{projectId}/invitations' },
  'person.uninvite': { method: 'DELETE', path: '/projects/{projectId}/invitations/{inviteId}' },
  'person.close': { method: 'DELETE', path: '/people/{userId}' },
  'token.create': { method: 'POST', path: '/tokens' },
  'token.list': { method: 'GET', path: '/tokens' },
  'token.limit': { method: 'PUT', path: '/tokens/{tokenId}/limit' },
  'token.revoke': { method: 'DELETE', path: '/tokens/{tokenId}' },
  'key.set': { method: 'PUT', path: '/keys/{name}' },
  'key.list': { method: 'GET', path: '/keys' },
  'key.remove': { method: 'DELETE', path: '/keys/{name}' },
  'key.test': { method: 'POST', path: '/keys/{name}/test' },
  'emulators.show': { method: 'GET', path: '/emulators' },
  'emulators.start': { method: 'PUT', path: '/emulators' },
  'emulators.stop': { method: 'DELETE', path: '/emulators' },
  'hook.create': { method: 'POST', path: '/projects/{projectId}/hooks' },
  'hook.list': { method: 'GET', path: '/projects/{projectId}/hooks' },
  'hook.turn': { method: 'PUT', path: '/hooks/{hookId}/on' },
  'hook.remove': { method: 'DELETE', path: '/hooks/{hookId}' },
  'hook.test': { method: 'POST', path: '/hooks/{hookId}/test' },
  'hook.deliveries': { method: 'GET', path: '/hooks/{hookId}/deliveries' },
  'setting.list': { method: 'GET', path: '/settings' },
  'setting.set': { method: 'PUT', path: '/settings/{name}' },
  'audit.list': { method: 'GET', path: '/projects/{projectId}/audit' },
  'audit.server': { method: 'GET', path: '/audit' },
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
