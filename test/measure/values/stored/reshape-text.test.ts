import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reshapeText } from '../../../../src/measure/values/stored/reshape-text.ts';

const shapeOf = (text: string) => text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/[0-9]/g, '0');

describe('reshapeText', () => {
  it('keeps the shape, which a CHECK may ask for, and gives the same text again', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), (text, seed) => {
        const changed = reshapeText(text, seed);
        expect(shapeOf(changed)).toBe(shapeOf(text));
        expect(reshapeText(text, seed)).toBe(changed);
      }),
    );
  });

  it('changes the first word only where that has room', () => {
    expect(reshapeText('user249@example.com', 0)).toMatch(/^[a-z]{4}\d{3}@example\.com$/);
    expect(reshapeText('DE-2', 0)).toMatch(/^[A-Z]{2}-\d$/);
  });

  it('gives many different texts', () => {
    const texts = Array.from({ length: 200 }, (_, seed) => reshapeText('customer-0001', seed));
    expect(new Set(texts).size).toBeGreaterThan(190);
  });

  it('makes a uuid of a uuid', () => {
    const uuid = '0b5f9c6e-7d1a-4b60-9a51-000000000001';
    expect(reshapeText(uuid, 3, 'hex')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
