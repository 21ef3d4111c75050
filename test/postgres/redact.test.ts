import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from '../../src/postgres/redact.ts';

test.each([
  ['as written', 'postgres://u:s3cret@h/d', 'login s3cret refused'],
  ['percent-decoded', 'postgres://u:s3cr%40t@h/d', 'login s3cr@t and s3cr%40t refused'],
  ['with an at sign in it', 'postgres://u:s3c@ret@h/d', 'login s3c@ret refused'],
  ['as a parameter', 'postgres://h/d?user=u&password=s3cret', 'login s3cret refused'],
  ['in the whole URL', 'postgres://u:s3cret@h/d', 'Invalid URL postgres://u:s3cret@h/d'],
])('takes the password out of a message: %s', (_, url, message) => {
  expect(redact(message, url)).not.toMatch(/s3c/);
});

test('leaves a message alone that has no password in it', () => {
  expect(redact('connection refused', 'postgres://u:s3cret@h/d')).toBe('connection refused');
  expect(redact('connection refused', 'postgres://u@h/d')).toBe('connection refused');
});

test('no password of any kind survives, however it is encoded', () => {
  const password = fc.string({ minLength: 4, unit: 'grapheme' }).filter((text) => !'***'.includes(text));
  fc.assert(
    fc.property(password, (secret) => {
      const url = `postgres://u:${encodeURIComponent(secret)}@h/d`;
      const said = redact(`>>${secret}<< >>${encodeURIComponent(secret)}<< ${url}`, url);
      expect(said).toBe('>>***<< >>***<< postgres://***');
    }),
  );
});
