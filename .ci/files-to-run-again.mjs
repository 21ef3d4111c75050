// Prints the test files that failed, one a line, when there are few enough to be a noisy moment: node .ci/files-to-run-again.mjs FAILURES
import { readFileSync } from 'node:fs';

/** More than that is no burst of a neighbour, but a defect. */
const MOST = 3;

const { failures, unhandled } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const files = [...new Set(failures.map(({ file }) => file))];
// An error outside of any test is answered by no second run of a test.
if (files.length <= MOST && unhandled.length === 0) for (const file of files) console.log(file);
