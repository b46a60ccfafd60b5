// Everything fill needs a fast loop for. Addresses are bytes in the imported memory; planes are row-major without gaps.
// rgbx = four u8 a pixel (X: texture energy); field = four f32 a pixel.
export { halve, padded, targets, confidence, scatter, refine, recost, pass, vote, unpad } from './patch-match';
export { pull, push, relax } from './membrane';
export { boxField } from './box';
