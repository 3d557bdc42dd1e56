/** The check-up: looks at the settings and at everybody whom the shop needs, says what to do, and changes nothing. `npm run doctor`. */
import { config as loadDotenv } from 'dotenv';
import { visit } from './doctor/visit.ts';

loadDotenv({ quiet: true });
const { exitCode } = await visit({ env: process.env, say: console.log });
// Somebody may still owe an answer that nobody waits for any more.
process.exit(exitCode);
