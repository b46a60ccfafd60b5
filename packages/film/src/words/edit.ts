import type { WordRow } from './row.ts';

const refused = { exit: 3, http: 422, retry: 'never' } as const;
const held = { exit: 3, http: 409, retry: 'never' } as const;

/** Faults of edits: what a step cannot do, and what is wrong with an edit that came from elsewhere. */
export const edit = {
  'edit.no-such-thing': {
    ...refused,
    en: 'The edit has nothing called "{id}". It may have been removed; read the film again.',
    zh: '剪辑中没有“{id}”。它可能已被删除，请重新读取影片。',
  },
  'edit.no-such-shot': {
    ...refused,
    en: 'Cut {cut} shows the shot "{shot}", which the film has not, or has twice by this name. Remove the cut, or name a shot the film has.',
    zh: '剪辑片段 {cut} 所用的镜头“{shot}”在影片中不存在，或有两个镜头同名。请删除该剪辑片段，或改用影片已有的镜头。',
  },
  'edit.undo-elsewhere': {
    ...held,
    en: 'This step cannot be taken back: "{id}" has changed since. Nothing was changed. Take back the later steps first.',
    zh: '无法撤销这一步：“{id}”之后又有改动。未作任何更改。请先撤销后面的步骤。',
  },
  'edit.cut-locked': {
    ...held,
    en: 'Cut {cut} is locked, so the step was not done. Unlock the cut first.',
    zh: '剪辑片段 {cut} 已锁定，未执行此操作。请先解锁该剪辑片段。',
  },
  'edit.track-locked': {
    ...held,
    en: 'Track {track} is locked, so the step was not done. Unlock the track first.',
    zh: '轨道 {track} 已锁定，未执行此操作。请先解锁该轨道。',
  },
  'edit.shot-held': {
    ...held,
    en: 'Shot {shot} is approved or locked, so the step was not done. Unlock it in the step, or withdraw the approval.',
    zh: '镜头 {shot} 已批准或已锁定，未执行此操作。请在该步骤中解锁它，或撤回批准。',
  },
  'edit.overlap': {
    ...refused,
    en: 'Cuts {other} and {cut} would lie over each other on one track. Move one of them, shorten it, or use another track.',
    zh: '剪辑片段 {other} 与 {cut} 会在同一轨道上重叠。请移动或缩短其中之一，或换一条轨道。',
  },
  'edit.hole': {
    ...refused,
    en: 'Cut {cut} of the video track must begin at frame {frame}, where the one before it ends less their transition. Leave black with a gap.',
    zh: '视频轨上的剪辑片段 {cut} 必须从第 {frame} 帧开始，即前一剪辑片段的结尾减去转场。如需黑场请放入空隙。',
  },
  'edit.transition-first': {
    ...refused,
    en: 'Cut {cut} has nothing before it on a video track, so it cannot have a transition. A fade brings it in from black.',
    zh: '剪辑片段 {cut} 在视频轨上前面没有剪辑片段，因此不能有转场。可用淡入从黑场开始。',
  },
  'edit.transition-too-long': {
    ...refused,
    en: 'The transition into cut {cut} takes {lengthFrames} frames, but both cuts leave room for {roomFrames}. Make it shorter, or the cuts longer.',
    zh: '进入剪辑片段 {cut} 的转场长 {lengthFrames} 帧，而两个剪辑片段只容得下 {roomFrames} 帧。请缩短转场，或加长剪辑片段。',
  },
  'edit.too-short': {
    ...refused,
    en: 'Nothing would be left of cut {cut}, or it would begin before the film. Change it by less, or remove it.',
    zh: '剪辑片段 {cut} 会一帧不剩，或早于影片开头。请减小改动，或将它删除。',
  },
  'edit.outside-source': {
    ...refused,
    en: 'Cut {cut}, from frame {fromFrame} of what it shows, would need frames that are not there: it has {sourceFrames}. Make the cut shorter, or begin elsewhere.',
    zh: '剪辑片段 {cut} 从素材第 {fromFrame} 帧起需要不存在的帧：素材共有 {sourceFrames} 帧。请缩短剪辑片段，或从别处开始。',
  },
  'edit.id-twice': {
    ...refused,
    en: 'Two things of the edit are called "{id}". Give one of them another id.',
    zh: '剪辑中有两处都叫“{id}”。请给其中之一换一个编号。',
  },
  'edit.nested-in-itself': {
    ...refused,
    en: 'The nested edit {id} shows itself, at once or by way of others. Remove one of the cuts in between.',
    zh: '嵌套剪辑 {id} 直接或间接地包含自身。请删除其间的一个剪辑片段。',
  },
  'edit.nested-speed': {
    ...refused,
    en: 'Cut {cut} shows a nested edit, which plays at its own speed only. Change the speed of the cuts in it.',
    zh: '剪辑片段 {cut} 是嵌套剪辑，只能按原速播放。请更改其中各剪辑片段的速度。',
  },
  'edit.one-video-track': {
    ...refused,
    en: 'An edit has one video track, the first of its tracks, with at least one cut. Put what is shown on that one.',
    zh: '剪辑只有一条视频轨，即第一条轨道，且至少含一个剪辑片段。请把画面放在这条轨道上。',
  },
  'edit.wrong-track': {
    ...refused,
    en: 'Cut {cut} does not belong on a track of the kind {track}. Put it on one of its own kind.',
    zh: '剪辑片段 {cut} 不能放在 {track} 类轨道上。请放到同类轨道。',
  },
  'edit.inside-transition': {
    ...refused,
    en: 'Frame {frame} of cut {cut} lies within a transition or a fade, or outside the cut. Choose a frame where only this cut is seen, or take the transition away first.',
    zh: '剪辑片段 {cut} 的第 {frame} 帧处于转场或淡入淡出之内，或在剪辑片段之外。请选择只显示该剪辑片段的一帧，或先去掉转场。',
  },
  'edit.no-neighbour': {
    ...refused,
    en: 'Cut {cut} has no neighbour on that side that could give or take frames. Trim it with a ripple.',
    zh: '剪辑片段 {cut} 在这一侧没有可以增减帧的相邻剪辑片段。请改用波纹修剪。',
  },
  'edit.not-for-this': {
    ...refused,
    en: 'The step "{step}" is not for cut {cut}, which is {kind}. Choose another cut or another step.',
    zh: '步骤“{step}”不适用于剪辑片段 {cut}（类型 {kind}）。请选择其他剪辑片段或其他步骤。',
  },
  'edit.nest-shared': {
    ...refused,
    en: 'Cut {cut} shows only a part of its nested edit, or other cuts show it too, so it cannot be taken apart. Show all of it, in one cut.',
    zh: '剪辑片段 {cut} 只显示嵌套剪辑的一部分，或还有其他剪辑片段在用它，因此无法展开。请用单个剪辑片段完整显示它。',
  },
  'edit.two-takes': {
    ...refused,
    en: 'Two cuts of shot {shot} ask for different takes; a film shows one take of a shot. Make a copy of the shot for the other take.',
    zh: '镜头 {shot} 的两个剪辑片段指定了不同的拍摄；一部影片中一个镜头只用一次拍摄。请复制该镜头来使用另一次拍摄。',
  },
} as const satisfies Record<string, WordRow>;
