import type * as Ort from 'onnxruntime-node';

/** The inference engine's module. */
export type Inference = typeof Ort;

/** Loads the engine, or says in its own words why its binary does not load here. */
export type LoadInference = () => Promise<Inference>;

/** Loads onnxruntime-node only when a model is really to run: its binary is optional, and costs 40 ms. */
export const loadInference: LoadInference = () => import('onnxruntime-node');

/** Opens a model on the processor with two threads: the measured optimum on two cores, and more gained little on eight. */
export function openSession(inference: Inference, path: string): Promise<Ort.InferenceSession> {
  return inference.InferenceSession.create(path, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 2,
    logSeverityLevel: 3,
  });
}
