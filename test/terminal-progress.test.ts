import { describe, expect, it } from 'vitest';
import { TerminalProgress } from '../src/terminal-progress.ts';

function stream(isTTY: boolean) {
  let text = '';
  return { isTTY, columns: 40, write: (part: string) => (text += part), text: () => text };
}

describe('TerminalProgress', () => {
  it('shows step, distance and time on a terminal', () => {
    let now = 0;
    const out = stream(true);
    const progress = new TerminalProgress(out, () => now);
    progress.step('measuring');
    now = 2400;
    progress.advance(3, 12, 'ordersByCustomer');
    progress.done();
    expect(out.text()).toContain('… measuring: 3 of 12 (ordersByCustomer)');
    expect(out.text()).toMatch(/✓ measuring \(2\.4 s\)\n$/);
  });

  it('is quiet about steps where nobody watches, and keeps what matters', () => {
    const out = stream(false);
    const progress = new TerminalProgress(out, () => 0);
    progress.step('seeding');
    progress.advance(1, 2);
    progress.info('container: no engine answers');
    progress.warn('values for x match no query');
    progress.done();
    expect(out.text()).toBe('container: no engine answers\nwarning: values for x match no query\n');
  });

  it('lets no escape sequence of a file name through', () => {
    const out = stream(false);
    new TerminalProgress(out, () => 0).warn('a\u001b[2Jb\u009b1mc');
    expect(out.text()).toBe('warning: a[2Jb1mc\n');
  });
});
