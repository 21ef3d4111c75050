import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's optimizing compiler off WebAssembly; call it before any is loaded. PostgreSQL's parser is one huge function:
 * to optimize it takes over 400 MB of memory, more than all the rest of a run, and gains nothing that can be measured.
 */
export function keepWasmLean(): void {
  for (const flag of ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
    setFlagsFromString(flag);
}
