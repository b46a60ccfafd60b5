/**
 * What is made once for a device and kept as long as it lives: pipelines, which take a driver long to compile and hold nothing of a scene. Every cut of a shot opens a
 * stage anew; they must not be compiled each time.
 */
export function perDevice<Told, Made>(
  make: (device: GPUDevice, told: Told) => Made,
  keyOf: (told: Told) => string = String,
): (device: GPUDevice, told: Told) => Made {
  const kept = new WeakMap<GPUDevice, Map<string, Made>>();
  return (device, told) => {
    const own = kept.get(device) ?? new Map<string, Made>();
    kept.set(device, own);
    const key = keyOf(told);
    const known = own.get(key);
    if (known !== undefined) return known;
    const made = make(device, told);
    own.set(key, made);
    return made;
  };
}
