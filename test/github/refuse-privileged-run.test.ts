import { expect, it } from 'vitest';
import { refusePrivilegedRun } from '../../src/github/refuse-privileged-run.ts';

it('stops on pull_request_target, with the reason and what to do instead', () => {
  expect(() => refusePrivilegedRun({ eventName: 'pull_request_target' })).toThrow(
    /rights and secrets of this repository/,
  );
});

it.each(['pull_request', 'merge_group', 'push', ''])('goes on for %s', (eventName) => {
  expect(() => refusePrivilegedRun({ eventName })).not.toThrow();
});
