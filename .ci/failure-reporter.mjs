// A reporter of vitest: writes each failure, with the difference that an assertion found, as JSON to $EXPLAIN_GATE_FAILURES.
// vitest's own JSON report has neither that difference nor the errors that belong to no test.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const describe = ({ name, message, diff }) =>
  [`${name ?? 'Error'}: ${message}`, diff].filter(Boolean).join('\n');

export default class FailureReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const failures = modules.flatMap((module) => {
      const inFile = (test, errors) =>
        errors.map((error) => ({ file: module.relativeModuleId, test, error: describe(error) }));
      const state = module.state();
      // As when its worker was killed.
      const cut = state === 'pending' || state === 'queued' ? [{ message: 'the file did not end' }] : [];
      return [
        ...inFile('', [...cut, ...module.errors()]),
        ...[...module.children.allSuites()].flatMap((suite) => inFile(suite.fullName, suite.errors())),
        ...[...module.children.allTests('failed')].flatMap((test) =>
          // What follows the first of soft assertions is often its consequence.
          inFile(test.fullName, (test.result().errors ?? []).slice(0, 2)),
        ),
      ];
    });
    const place = process.env.EXPLAIN_GATE_FAILURES;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, JSON.stringify({ failures, unhandled: unhandledErrors.map(describe) }));
  }
}
