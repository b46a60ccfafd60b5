import type { Region } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { lightCard } from './card-light.ts';
import { hex, mix, type Rgb } from './colour.ts';
import type { Outline } from './coverage.ts';
import { finishLayer } from './finish-layer.ts';
import { type Drawing, placed } from './outline.ts';
import { moonHeight, type Setting } from './setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, solid, washBox } from './sheet.ts';
import type { SubjectArt } from './subjects/art.ts';
import { subjectArts } from './subjects/subject-arts.ts';

/** Where a subject comes to stand on the canvas: its middle, its foot, and canvas pixels a board unit. */
export type Standing = Readonly<{ art: SubjectArt; x: number; footY: number; scale: number; isFlipped: boolean }>;

/** Finds a place for the shot's subject; null when it has none. */
export function standingOf({ animatic, foot, frame, unit, side }: Setting): Standing | null {
  const { subject } = animatic;
  if (subject === undefined) return null;
  const art = subjectArts[subject];
  const { left, right } = boundsOf(art.parts.map(({ shape }) => shape));
  const wide = (right - left) / 100;
  const height = Math.min(foot.height, (art.mostHeight ?? 0.8) * unit, (0.7 * frame.width) / wide);
  const scale = height / 100;
  // it looks into the picture, towards the light
  const isFlipped = side < 0;
  const stands = art.stands ?? 'ground';
  const most = frame.top + frame.height * 0.985;
  const middle = stands === 'sky' ? moonHeight : 0.5;
  const lift = Math.min(most, Math.max(frame.top + height + frame.height * 0.03, frame.top + frame.height * middle + height / 2));
  return { art, x: foot.x, footY: stands === 'ground' || stands === 'water' ? Math.min(most, foot.y) : lift, scale, isFlipped };
}

/** The subject as a card of its own, lit from the light's side, with its box and head as ratios of the canvas. */
export function paintSubject(
  setting: Setting,
  standing: Standing,
  bounce: Rgb,
): Readonly<{ layer: SceneLayer; subject: Region; head: Region | null }> {
  const { light, unit, widthPx, heightPx, side, subjectDisparity } = setting;
  const { art, scale } = standing;
  const at = boundsOf(art.parts.map(({ shape }) => shape));
  const flip = (x: number): number => standing.x + (standing.isFlipped ? -x : x) * scale;
  const top = standing.footY + (at.top - 100) * scale;
  const sheet = sheetOf(
    insideCanvas(
      {
        left: Math.min(flip(at.left), flip(at.right)),
        right: Math.max(flip(at.left), flip(at.right)),
        top,
        bottom: standing.footY + (at.bottom - 100) * scale,
      },
      {
        marginPx: unit * 0.02 + (art.lamps?.length ? 32 * scale : 0),
        widthPx,
        heightPx,
      },
    ),
  );
  for (const { shape, colour, to, isInside = false, opacity = 1 } of art.parts) {
    const outline = onCanvas(shape, standing);
    const { top: from, bottom } = boundsOf([shape]);
    const y = (board: number): number => standing.footY + (board - 100) * scale;
    const paint =
      to === undefined
        ? solid(hex(colour))
        : along(
            [
              { at: 0, colour: hex(colour) },
              { at: 1, colour: hex(to) },
            ],
            [0, y(from)],
            [0, y(bottom)],
          );
    fillShape(sheet, outline, { paint, way: isInside ? 'inside' : 'over', opacity });
  }
  if (art.shines !== true) {
    lightCard(sheet, {
      ...{ light, side, bounce },
      bodyPx: (art.round ?? 7) * scale,
      rimPx: Math.max(1.5, Math.min(unit * 0.008, 2.2 * scale)),
      farRatio: setting.animatic.size === 'far' ? 0.16 : 0.03,
    });
  }
  paintLamps(sheet, setting, standing);
  const layer = finishLayer(sheet, { name: 'subject', kind: 'card', disparity: subjectDisparity }, setting);
  const box = regionOf(
    { left: Math.min(flip(at.left), flip(at.right)), right: Math.max(flip(at.left), flip(at.right)), top, bottom: standing.footY },
    setting,
  );
  const head = art.isLiving === true ? { ...box, heightRatio: Math.max(0.02, box.heightRatio / 3) } : null;
  return { layer, subject: box, head };
}

/** The dark that a subject leaves on the ground: close under it, and long, away from the light. */
export function paintShadow(sheet: Sheet, { animatic, light, side, sun, horizonY, foot }: Setting, standing: Standing): void {
  const { art, scale, x, footY } = standing;
  if ((art.stands ?? 'ground') !== 'ground') return;
  const dark = mix(light.shade, [0, 0, 0.02], 0.35);
  const half = art.shadow * scale;
  const low = sun.y < horizonY ? Math.min(1, Math.max(0.15, 1 - (horizonY - sun.y) / (0.55 * (foot.y - sun.y + 1)))) : 0.5;
  // towards the eye and away from the light's side
  const long = half * (animatic.place === 'studio' ? 1.1 : 1.6 + 2.4 * low);
  const cast = (shape: Readonly<{ reach: number; alpha: number }>): void =>
    washBox(sheet, {
      way: 'inside',
      box: { left: x - long * 2.4, top: footY - half, widthPx: long * 4.8, heightPx: half * 3 },
      paint: (px, py, out) => {
        const u = (px - x) * -side;
        const v = py - footY;
        // sheared away from the light, so that it starts at the foot
        const across = (v - u * 0.13) / (half * 0.2);
        const down = (u - long * 0.5) / (long * shape.reach);
        const d = 1 - across * across - down * down;
        out[0] = dark[0];
        out[1] = dark[1];
        out[2] = dark[2];
        out[3] = d <= 0 ? 0 : shape.alpha * Math.min(1, d * 1.6);
      },
    });
  cast({ reach: 0.75, alpha: 0.42 * (0.35 + 0.65 * light.keyRatio) });
  glow(sheet, dark, { x, y: footY, rx: half * 1.25, ry: half * 0.24, alpha: 0.62 }, 'inside');
  glow(sheet, dark, { x, y: footY, rx: half * 0.85, ry: half * 0.13, alpha: 0.6 }, 'inside');
}

function paintLamps(sheet: Sheet, { light }: Setting, standing: Standing): void {
  const { art, scale, x, footY } = standing;
  if (light.lampRatio <= 0.02) return;
  for (const { shape, colour, glow: halo } of art.lamps ?? []) {
    const tone = hex(colour);
    if (halo !== undefined) {
      const at = { x: x + (standing.isFlipped ? -halo.x : halo.x) * scale, y: footY + (halo.y - 100) * scale };
      glow(sheet, tone, { ...at, rx: halo.radius * scale, alpha: 0.34 * light.lampRatio });
      glow(sheet, tone, { ...at, rx: halo.radius * scale * 0.42, alpha: 0.55 * light.lampRatio });
    }
    fillShape(sheet, onCanvas(shape, standing), { paint: solid(tone), opacity: light.lampRatio });
    if (halo === undefined) continue;
    const at = { x: x + (standing.isFlipped ? -halo.x : halo.x) * scale, y: footY + (halo.y - 100) * scale };
    glow(sheet, mix(tone, [1, 1, 1], 0.7), { ...at, rx: halo.radius * scale * 0.2, alpha: 0.9 * light.lampRatio });
  }
}

function onCanvas(shape: Drawing, { x, footY, scale, isFlipped }: Standing): Outline {
  return placed(shape, { x, y: footY - 100 * scale, scale, isFlipped });
}

type Edges = Readonly<{ left: number; right: number; top: number; bottom: number }>;

function boundsOf(shapes: readonly Drawing[]): Edges {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of shapes.flat(2)) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom };
}

function insideCanvas(edges: Edges, { marginPx, widthPx, heightPx }: Readonly<{ marginPx: number; widthPx: number; heightPx: number }>) {
  const left = Math.max(0, Math.floor(edges.left - marginPx));
  const top = Math.max(0, Math.floor(edges.top - marginPx));
  const right = Math.min(widthPx, Math.ceil(edges.right + marginPx));
  const bottom = Math.min(heightPx, Math.ceil(edges.bottom + marginPx));
  return { left, top, widthPx: Math.max(1, right - left), heightPx: Math.max(1, bottom - top) };
}

function regionOf({ left, right, top, bottom }: Edges, { widthPx, heightPx }: Setting): Region {
  const held = (ratio: number): number => Math.max(0, Math.min(1, ratio));
  const xRatio = Math.min(0.98, held(left / widthPx));
  const yRatio = Math.min(0.98, held(top / heightPx));
  return {
    ...{ xRatio, yRatio },
    widthRatio: Math.max(0.02, held(right / widthPx) - xRatio),
    heightRatio: Math.max(0.02, held(bottom / heightPx) - yRatio),
  };
}
