// Writes packages/client/src/operations.ts from the table of operations: `npm run client`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { operations } from '@fantascope/jobs';
import { clientText } from './src/client/client-text.ts';

writeFileSync(fileURLToPath(new URL('../../packages/client/src/operations.ts', import.meta.url)), clientText(operations));
