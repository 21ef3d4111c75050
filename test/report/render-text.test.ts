import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { renderText } from '../../src/report/render-text.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

test.each(Object.entries(SAMPLE_REPORTS))('%s holds no character that a terminal obeys', (_, report) => {
  expect(renderText(report).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test.each(Object.entries(SAMPLE_REPORTS))('%s says the same with colours', (_, report) => {
  const colored = renderText(report, { color: true });
  expect(stripVTControlCharacters(colored)).toBe(renderText(report));
  expect(colored).not.toBe(renderText(report));
});

test.each(Object.entries(SAMPLE_REPORTS))(
  '%s tells every query and every file that was not read',
  (_, report) => {
    const text = renderText(report);
    for (const { name } of report.queries) if (!/[^\w]/u.test(name)) expect(text).toContain(name);
    for (const { file } of report.notChecked ?? []) if (!/\n/u.test(file)) expect(text).toContain(file);
  },
);
