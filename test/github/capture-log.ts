import { vi } from 'vitest';

/** Collects what is written to standard output, where the runner reads its commands. */
export function captureLog(): { lines(): string[]; stop(): void } {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk.toString();
    return true;
  });
  return {
    lines: () => text.split(/\r?\n/).filter(Boolean),
    stop: () => spy.mockRestore(),
  };
}
