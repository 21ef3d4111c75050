import { expect, test } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

// What a reviewer sees is reviewed as files: `vitest -u` writes them anew, the diff shows what changes for users.
for (const [name, report] of Object.entries(SAMPLE_REPORTS)) {
  test.each(formats.filter(({ name }) => !['json', 'sarif', 'html'].includes(name)))(
    `${name} as $name`,
    async ({ fileName, render }) => {
      await expect(render(report, {})).toMatchFileSnapshot(`golden/${name}/${fileName}`);
    },
  );
}
