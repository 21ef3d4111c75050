// Prints the counts of vitest's JSON report as one line: `12 passed, 0 failed`. A file that could not even be loaded
// counts as one failed test. Plain JavaScript: it runs on whatever Node the machine has.
import { readFileSync } from 'node:fs';

const { numPassedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
const failedTests = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'failed');
const failedFiles = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);
const skipped = numPendingTests + numTodoTests;
const failed = failedTests.length + failedFiles.length;
console.log(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
