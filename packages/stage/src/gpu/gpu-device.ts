/**
 * A device for the stage, with the largest textures the adapter allows; null where there is none, or only one in software: there the kernel is many times
 * quicker (`takesSoftware`, default false, takes it all the same).
 */
export async function openGpuDevice(gpu: GPU | undefined, { takesSoftware = false } = {}): Promise<GPUDevice | null> {
  const adapter = (await gpu?.requestAdapter()) ?? null;
  if (adapter === null || (adapter.info.isFallbackAdapter && !takesSoftware)) return null;
  const { maxTextureDimension2D } = adapter.limits;
  return adapter.requestDevice({ requiredLimits: { maxTextureDimension2D } });
}
