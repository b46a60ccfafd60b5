// Writes the generated half of the client, whose path is the argument, from the table of operations: `npm run client`.
import { writeFileSync } from 'node:fs';
import { operations } from '@fantascope/jobs';
import { clientText } from './src/client/client-text.ts';

writeFileSync(process.argv[2] as string, clientText(operations));
