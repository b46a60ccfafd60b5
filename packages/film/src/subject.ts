import type { Camera } from './camera.ts';
import type { Framing } from './move.ts';
import type { Vec3 } from './vector.ts';

/** A rectangle of the frame's own shape around a point of the first frame; ratios of the frame, sizeRatio above 1 is wider than the frame. */
export type FrameCrop = Readonly<{ centreXRatio: number; centreYRatio: number; sizeRatio: number }>;

/** The world point seen at a place of the first frame (ratios from its top left corner) at the subject's depth, in metres. */
export function pointAtSubjectDepth(camera: Camera, xRatio: number, yRatio: number): Vec3 {
  const halfWidthM = (18 / camera.lensMm) * camera.subjectDistanceM;
  return [(xRatio * 2 - 1) * halfWidthM, ((1 - yRatio * 2) * halfWidthM) / camera.aspectRatio, -camera.subjectDistanceM];
}

/** The point all re-aiming moves keep in view: the centre of the subject's box, at the subject's distance, in metres. */
export function subjectPoint(camera: Camera): Vec3 {
  const box = camera.subject;
  return pointAtSubjectDepth(camera, box.xRatio + box.widthRatio / 2, box.yRatio + box.heightRatio / 2);
}

/** Frame height as a share of a standing person's height, and how far down the person the frame's top edge lies (negative = headroom). */
const personFraming: Readonly<Record<Framing, readonly [frame: number, top: number]>> = {
  ECU: [0.1, 0.03],
  CU: [0.22, -0.02],
  MCU: [0.34, -0.03],
  MS: [0.58, -0.05],
  MLS: [0.8, -0.06],
  LS: [1.2, -0.1],
  WS: [2, -0.5],
  EWS: [4, -1.5],
};

/** Frame size as a share of the box of a thing that is no standing person; the box touches the frame at 1. */
const thingFraming: Readonly<Record<Framing, number>> = { ECU: 0.4, CU: 0.75, MCU: 1, MS: 1.25, MLS: 1.5, LS: 2, WS: 3, EWS: 5 };

/** Frame size as a share of the head's box, for close framings. */
const headFraming: Readonly<Partial<Record<Framing, number>>> = { ECU: 0.7, CU: 1.35, MCU: 2 };

/**
 * What a framing size shows of this camera's subject. Close framings of a subject with a known head are about the head. A box taller than 1.3 × its
 * width is taken as a standing person and framed from the head down (face, shoulders, chest, waist, knees, whole); anything else is framed around
 * its centre by the size of its box, or from its top when the frame's bottom cuts it off. Never tighter than 2 % of the frame.
 */
export function framingCrop(camera: Camera, framing: Framing): FrameCrop {
  const { subject: box, head } = camera;
  const centreXRatio = box.xRatio + box.widthRatio / 2;
  const isTall = box.heightRatio > 1.3 * box.widthRatio * camera.aspectRatio;
  const isCutOff = box.yRatio + box.heightRatio > 0.97;
  const ofHead = headFraming[framing];
  if (head !== undefined && ofHead !== undefined && (isTall || isCutOff)) {
    const sizeRatio = Math.max(0.02, Math.max(head.widthRatio, head.heightRatio) * ofHead);
    return { centreXRatio: head.xRatio + head.widthRatio / 2, centreYRatio: head.yRatio + head.heightRatio * 0.55, sizeRatio };
  }
  if (isTall) {
    const [frame, top] = personFraming[framing];
    const sizeRatio = Math.max(0.02, box.heightRatio * frame);
    return { centreXRatio, centreYRatio: box.yRatio + box.heightRatio * top + sizeRatio / 2, sizeRatio };
  }
  const sizeRatio = Math.max(0.02, Math.max(box.widthRatio, box.heightRatio) * thingFraming[framing]);
  const centreYRatio = isCutOff && sizeRatio < 1 ? box.yRatio + sizeRatio * 0.45 : box.yRatio + box.heightRatio / 2;
  return { centreXRatio, centreYRatio, sizeRatio };
}
