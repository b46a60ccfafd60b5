// What the parity test lets a browser do. It is given scenes and poses by Node and hands pixels back.
import { openGpuDevice } from './gpu-device.ts';
import { openGpuStage } from './open-gpu-stage.ts';
import type { ParityAnswer, ParityJob } from './parity-job.ts';

let opened: Promise<GPUDevice> | undefined;
const problems: string[] = [];

async function openDevice(): Promise<GPUDevice> {
  const device = await openGpuDevice(navigator.gpu, { takesSoftware: true });
  if (device === null) throw new Error('this browser has no WebGPU adapter');
  device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
  return device;
}

async function readBack(device: GPUDevice, texture: GPUTexture): Promise<Uint8Array> {
  const { width, height } = texture;
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
  const buffer = device.createBuffer({ size: bytesPerRow * height, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height]);
  device.queue.submit([encoder.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const rows = new Uint8Array(buffer.getMappedRange());
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) rgba.set(rows.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
  buffer.destroy();
  return rgba;
}

function overlayOf(device: GPUDevice, { overlay }: ParityJob) {
  if (overlay === undefined) return undefined;
  const { rgba, widthPx, heightPx, ...place } = overlay;
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  const texture = device.createTexture({ size: [widthPx, heightPx], format: 'rgba8unorm', usage });
  device.queue.writeTexture({ texture }, Uint8Array.from(rgba), { bytesPerRow: widthPx * 4 }, [widthPx, heightPx]);
  return { texture, ...place };
}

/** Draws a job. */
async function draw(job: ParityJob): Promise<ParityAnswer> {
  opened ??= openDevice();
  const device = await opened;
  const { frame, pose, tSec, open, count = 1, veil } = job;
  const module = await WebAssembly.compile(Uint8Array.from(job.kernel));
  const stage = openGpuStage({ device, module, ...job, poses: [pose] });
  const overlay = overlayOf(device, job);
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = device.createTexture({ size: [frame.widthPx, frame.heightPx], format: 'rgba8unorm', usage });
  const over = { veils: veil === undefined ? [] : [veil], overlays: overlay === undefined ? [] : [overlay] };
  const drawOnce = () => stage.draw(pose, tSec, target, { ...over, ...(open === undefined ? {} : { open }) });
  // Pipelines are made when they are first used.
  drawOnce();
  await device.queue.onSubmittedWorkDone();
  const startedMs = new Event('start').timeStamp;
  for (let k = 1; k < count; k++) {
    drawOnce();
    await device.queue.onSubmittedWorkDone();
  }
  const tookMs = new Event('end').timeStamp - startedMs;
  const rgba = await readBack(device, target);
  stage.close();
  target.destroy();
  overlay?.texture.destroy();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { rgba, frameMs: count > 1 ? tookMs / (count - 1) : 0 };
}

Object.assign(globalThis, { drawParity: draw });
