import { describe, expect, it } from 'vitest';
import { StepClock } from '../src/step-clock.ts';

describe('StepClock', () => {
  it('names each step and adds up its time, that of a failed one too', async () => {
    let now = 0;
    const titles: string[] = [];
    const progress = { step: (title: string) => titles.push(title), advance() {}, info() {}, warn() {} };
    const clock = new StepClock<'seed' | 'measure'>(progress, () => now);
    await clock.time('seed', 'seeding base', async () => {
      now += 1200.4;
    });
    const failing = clock.time('measure', 'measuring', async () => {
      now += 30;
      throw new Error('gone');
    });
    await expect(failing).rejects.toThrow('gone');
    clock.add('seed', 100);
    expect(titles).toEqual(['seeding base', 'measuring']);
    expect(clock.durations).toEqual({ seed: 1300, measure: 30 });
  });
});
