import { z } from 'zod';
import type { MediaRef } from '../take-request.ts';
import type { GivenFields } from './given-fields.ts';
import { mediaUrl } from './media-field.ts';

const place = z.strictObject({ url: z.string() });

/** A part of a prompt as Ark and MiniMax v2 have it: words, or a file with its role. */
export const ContentPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image_url'), image_url: place, role: z.enum(['first_frame', 'last_frame', 'reference_image']) }),
  z.strictObject({ type: z.literal('video_url'), video_url: place, role: z.enum(['reference_video', 'base_video']) }),
  z.strictObject({ type: z.literal('audio_url'), audio_url: place, role: z.literal('reference_audio') }),
  z.strictObject({ type: z.literal('draft_task'), draft_task: z.strictObject({ id: z.string() }) }),
]);
export type ContentPart = z.infer<typeof ContentPart>;

/** The prompt and files of a request as parts; takes their fields. */
export function contentParts(fields: GivenFields, { hasBaseVideo }: Readonly<{ hasBaseVideo: boolean }>): readonly ContentPart[] {
  const text = fields.take('prompt');
  const image = (role: 'first_frame' | 'last_frame' | 'reference_image') => (ref: MediaRef) =>
    ({ type: 'image_url', image_url: { url: mediaUrl(ref) }, role }) as const;
  const video = (role: 'reference_video' | 'base_video') => (ref: MediaRef) =>
    ({ type: 'video_url', video_url: { url: mediaUrl(ref) }, role }) as const;
  const listed = (ref: MediaRef | undefined) => (ref === undefined ? [] : [ref]);
  return [
    ...(text === undefined ? [] : [{ type: 'text', text } as const]),
    ...listed(fields.take('firstFrame')).map(image('first_frame')),
    ...listed(fields.take('lastFrame')).map(image('last_frame')),
    ...(fields.take('references') ?? []).map(image('reference_image')),
    ...(fields.take('referenceVideos') ?? []).map(video('reference_video')),
    ...(hasBaseVideo ? listed(fields.take('baseVideo')).map(video('base_video')) : []),
    ...(fields.take('referenceAudios') ?? []).map(
      (ref) => ({ type: 'audio_url', audio_url: { url: mediaUrl(ref) }, role: 'reference_audio' }) as const,
    ),
  ];
}

/** Whether first or last frames stand beside references, which none of these providers takes. */
export function mixesFramesAndReferences(parts: readonly ContentPart[]): boolean {
  const roles = parts.flatMap((part) => ('role' in part ? [part.role] : []));
  return roles.some((role) => role.endsWith('_frame')) && roles.some((role) => role.startsWith('reference_'));
}
