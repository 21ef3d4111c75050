// Loaded with --import before the CLI: writes the process's largest resident set, in kB, when it ends.
import { writeFileSync } from 'node:fs';

const file = process.env.EXPLAIN_GATE_BENCH_MEMORY;
if (file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
