import fc from 'fast-check';

// Property tests draw the same inputs every time, so that a run judges the change and not the draw. FANTASCOPE_TEST=full draws new ones;
// what it finds becomes a test of its own.
if (process.env.FANTASCOPE_TEST !== 'full') fc.configureGlobal({ seed: 20_261_122 });
