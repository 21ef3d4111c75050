// Prints what failed in a test run: file, full name, the first lines of the error; some 4,000 characters at most.
//   node .ci/list-failures.mjs FAILURES [FAILURES-OF-THE-SECOND-RUN]
// With a second run, of the failed files alone, it tells what failed again from what then passed.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Characters. Of a long output CI systems keep the last 12,000 or so. */
const ROOM = 4_000;
const ERROR_ROOM = 700;
const ERROR_LINES = 14;
const LINE_ROOM = 200;

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const nameOf = ({ file, test }) => (test ? `${file} > ${test}` : file);

function shorten(error) {
  const lines = stripVTControlCharacters(error)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const shown = lines.slice(0, ERROR_LINES).map((line) => `      ${line.slice(0, LINE_ROOM)}`);
  const text = shown.join('\n').slice(0, ERROR_ROOM);
  return lines.length > ERROR_LINES || text.length === ERROR_ROOM ? `${text}\n      …` : text;
}

let room = ROOM;
/** Prints as many as there is room for, and counts the rest. */
function list(title, failures) {
  if (failures.length === 0) return;
  console.log(title);
  let shown = 0;
  for (const failure of failures) {
    const text = `  ✗ ${nameOf(failure).slice(0, 300)}\n${shorten(failure.error)}`;
    if (shown > 0 && text.length > room) break;
    console.log(text);
    room -= text.length;
    shown += 1;
  }
  if (shown < failures.length) console.log(`  and ${failures.length - shown} more`);
}

const [firstPath, secondPath] = process.argv.slice(2);
const first = read(firstPath);
const second = secondPath !== undefined && existsSync(secondPath) ? read(secondPath) : null;
if (second === null) {
  list('FAILED:', first.failures);
} else {
  const names = new Set(first.failures.map(nameOf));
  const namesAgain = new Set(second.failures.map(nameOf));
  list(
    'FAILED, and failed again when run alone:',
    first.failures.filter((failure) => namesAgain.has(nameOf(failure))),
  );
  list(
    'FAILED when run again alone, but not before:',
    second.failures.filter((failure) => !names.has(nameOf(failure))),
  );
  list(
    'UNSTEADY: failed once, passed when run again alone. That is a defect, to be mended:',
    first.failures.filter((failure) => !namesAgain.has(nameOf(failure))),
  );
}
const stray = [...first.unhandled, ...(second?.unhandled ?? [])];
list(
  'FAILED outside of any test:',
  stray.map((error) => ({ file: 'the test run', error })),
);
