// Prints the counts of vitest's JSON report as one line: `12 passed, 0 failed`. A file that could not even be loaded
// counts as one failed test. Plain JavaScript: it runs on whatever Node the machine has.
//   node .ci/count-tests.mjs REPORT [REPORT-OF-THE-SECOND-RUN]
// A file that was run again counts as in its second run.
import { existsSync, readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8')).testResults;
const [first, second] = process.argv.slice(2);
const files = new Map(read(first).map((file) => [file.name, file]));
if (second !== undefined && existsSync(second)) for (const file of read(second)) files.set(file.name, file);

const testResults = [...files.values()];
const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
const count = (status) => tests.filter((test) => test.status === status).length;
const failedFiles = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);
const [passed, failed] = [count('passed'), count('failed')];
const skipped = tests.length - passed - failed;
console.log(
  `${passed} passed, ${failed + failedFiles.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
