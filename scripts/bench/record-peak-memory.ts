// Loaded with --import before the CLI: writes the process's largest resident set, in kB, and its CPU time, in µs, when it ends.
import { writeFileSync } from 'node:fs';

const file = process.env.EXPLAIN_GATE_BENCH_MEMORY;
if (file) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, `${maxRSS} ${userCPUTime + systemCPUTime}`);
  });
}
