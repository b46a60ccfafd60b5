import { z } from 'zod';

/** How progress runs from 0 to 1: a named curve, or a cubic Bézier [x1, y1, x2, y2] as in CSS, x within 0..1. Default in-out (C1 at both ends). */
export const Easing = z.union([
  z.enum(['linear', 'in', 'out', 'in-out']),
  z.tuple([z.number().min(0).max(1), z.number().min(-2).max(3), z.number().min(0).max(1), z.number().min(-2).max(3)]).readonly(),
]);
export type Easing = z.infer<typeof Easing>;

/** How much of the frame the subject fills, from extreme close-up to extreme wide shot. */
export const Framing = z.enum(['ECU', 'CU', 'MCU', 'MS', 'MLS', 'LS', 'WS', 'EWS']);
export type Framing = z.infer<typeof Framing>;

/** A rectangle in the first frame, as ratios of its width and height from the top left corner. */
export const Region = z
  .strictObject({
    xRatio: z.number().min(0).max(1),
    yRatio: z.number().min(0).max(1),
    widthRatio: z.number().min(0.02).max(1),
    heightRatio: z.number().min(0.02).max(1),
  })
  .refine((r) => r.xRatio + r.widthRatio <= 1.0001 && r.yRatio + r.heightRatio <= 1.0001, 'the rectangle reaches outside the frame');
export type Region = z.infer<typeof Region>;

const timing = {
  startRatio: z.number().min(0).max(1).default(0),
  endRatio: z.number().min(0).max(1).default(1),
  easing: Easing.default('in-out'),
  /** True when nobody named the amount: it is the share a preset or a plain word stands for, and the stage may shrink it to what a picture holds. */
  isNominal: z.boolean().optional(),
};
const angleDeg = z.number().min(-720).max(720);
const distanceM = z.number().min(-1000).max(1000);

/** The camera stands still for its span. */
export const Hold = z.strictObject({ kind: z.literal('hold'), ...timing });
/** Turns the camera about its own vertical axis. Positive turns right. */
export const Pan = z.strictObject({ kind: z.literal('pan'), angleDeg, ...timing });
/** Turns the camera about its own horizontal axis. Positive looks up. */
export const Tilt = z.strictObject({ kind: z.literal('tilt'), angleDeg, ...timing });
/** Turns the camera about its optical axis. +90° brings a point at the right edge of the frame to its top edge. */
export const Roll = z.strictObject({ kind: z.literal('roll'), angleDeg, ...timing });
/** Moves the camera sideways on straight rails. Positive moves right. */
export const Truck = z.strictObject({ kind: z.literal('truck'), distanceM, ...timing });
/** Moves the camera straight up and down. Positive moves up. */
export const Pedestal = z.strictObject({ kind: z.literal('pedestal'), distanceM, ...timing });
/** Moves the camera along its optical axis on rails laid when the move starts. Positive moves forward. */
export const Dolly = z.strictObject({ kind: z.literal('dolly'), distanceM, ...timing });
/** Multiplies the focal length. Above 1 is a longer lens. */
export const Zoom = z.strictObject({ kind: z.literal('zoom'), ratio: z.number().min(0.05).max(20), ...timing });
/** Carries the whole rig around the vertical line through the subject. Positive: the camera travels to its right. */
export const Orbit = z.strictObject({ kind: z.literal('orbit'), angleDeg, ...timing });
/** Moves the camera up or down and keeps re-aiming at the subject. Positive moves up. */
export const Crane = z.strictObject({ kind: z.literal('crane'), distanceM, ...timing });
/** Moves the camera along its axis while the lens changes so that the subject keeps its size. Positive moves forward. */
export const DollyZoom = z.strictObject({ kind: z.literal('dolly-zoom'), distanceM, ...timing });
/** Travels beside the subject: on the stage a truck that keeps the matte's box centred. Positive moves right. */
export const Follow = z.strictObject({ kind: z.literal('follow'), distanceM, ...timing });
/** Moves straight toward a rectangle of the first frame, or a framing size, until it fills the frame. Exactly one of the two. */
export const PushTo = z
  .strictObject({
    kind: z.literal('push-to'),
    region: Region.optional(),
    /** The part of the photograph, as ratios of it, that was the first frame when the region was drawn: it then keeps its place on the photograph in frames of another shape or crop. */
    drawnIn: Region.optional(),
    framing: Framing.optional(),
    ...timing,
  })
  .refine((m) => (m.region === undefined) !== (m.framing === undefined), 'push-to needs a region or a framing, and only one of them')
  .refine((m) => m.drawnIn === undefined || m.region !== undefined, 'drawnIn says where a region was drawn, and there is none');
/** A pan so fast that the picture smears. Positive turns right. */
export const WhipPan = z.strictObject({ kind: z.literal('whip-pan'), angleDeg, ...timing });
/** Carries the focus from one distance to another, in metres from the camera. */
export const RackFocus = z.strictObject({
  kind: z.literal('rack-focus'),
  fromM: z.number().min(0.01).max(100000),
  toM: z.number().min(0.01).max(100000),
  ...timing,
});
/** Hand-held unrest: seeded, band-limited noise. strengthRatio 1 is a walking operator; 0 is none. */
export const Shake = z.strictObject({
  kind: z.literal('shake'),
  strengthRatio: z.number().min(0).max(4),
  /** Default: the film's seed, or 1 outside a film. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  ...timing,
});

/** One camera move. Moves whose spans overlap run together. */
export const Move = z
  .discriminatedUnion('kind', [
    Hold,
    Pan,
    Tilt,
    Roll,
    Truck,
    Pedestal,
    Dolly,
    Zoom,
    Orbit,
    Crane,
    DollyZoom,
    Follow,
    PushTo,
    WhipPan,
    RackFocus,
    Shake,
  ])
  .refine((m) => m.endRatio >= m.startRatio, 'a move cannot end before it starts');
export type Move = z.infer<typeof Move>;
/** The name of a move, as files, the grammar and the screen spell it. */
export type MoveKind = Move['kind'];
