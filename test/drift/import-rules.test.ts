import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** One file of one line, and what the linter has to say of it; null is nothing about imports or globals. */
interface Probe {
  readonly folder: string;
  readonly code: string;
  readonly complaint: string | null;
}

const PURE = ['sql', 'plan', 'compare', 'rules', 'report'];
const EDGES = ['sources', 'git', 'postgres', 'data', 'measure', 'github'];

const importing = (path: string) => `import { x } from '${path}'; x();`;
const probe = (folder: string, code: string, complaint: string | null): Probe => ({ folder, code, complaint });

const probes: readonly Probe[] = [
  ...PURE.flatMap((folder, i) => [
    probe(folder, importing('node:fs'), 'This folder is pure'),
    probe(folder, "await import('node:fs');", 'This folder is pure'),
    probe(folder, importing('pg'), 'This folder is pure'),
    probe(folder, importing('pg-copy-streams'), 'This folder is pure'),
    probe(folder, importing('@actions/core'), 'This folder is pure'),
    probe(folder, importing('testcontainers'), 'This folder is pure'),
    probe(folder, "export const x = process.env['X'];", 'global variable process'),
    probe(folder, 'export const x = performance.now();', 'global variable performance'),
    probe(folder, importing('../config/load-config.ts'), 'A pure folder imports no edge and no config'),
    probe(folder, importing('../run.ts'), 'Only the entries import the run'),
    probe(folder, importing('../flow/x.ts'), 'Only the entries import the run'),
    ...EDGES.map((edge) =>
      probe(folder, importing(`../${edge}/x.ts`), 'A pure folder imports no edge and no config'),
    ),
    ...PURE.slice(i + 1).map((above) => probe(folder, importing(`../${above}/x.ts`), 'Imports go one way')),
    ...PURE.slice(0, i).map((below) => probe(folder, importing(`../${below}/x.ts`), null)),
  ]),
  ...['plan', 'compare', 'rules', 'report'].map((folder) =>
    probe(folder, importing('libpg-query'), 'Only sql/ parses'),
  ),
  ...EDGES.flatMap((edge) => [
    ...EDGES.filter((other) => other !== edge).flatMap((other) => [
      probe(edge, importing(`../${other}/x.ts`), 'Edges do not import each other'),
      probe(`${edge}/deep`, importing(`../../${other}/deep/x.ts`), 'Edges do not import each other'),
    ]),
    probe(edge, importing('../config/config-schema.ts'), 'An edge is told what to do'),
    probe(edge, importing('../run.ts'), 'An edge is told what to do'),
    probe(edge, importing('../flow/x.ts'), 'An edge is told what to do'),
    probe(edge, importing('node:fs'), null),
    probe(edge, importing('../plan/plan.ts'), null),
    probe(edge, importing('../errors.ts'), null),
    probe(edge, importing('./deep/x.ts'), null),
  ]),
  ...EDGES.map((edge) => probe('config', importing(`../${edge}/x.ts`), 'it knows no edge')),
];

let folder: string;
const complaints = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-gate-lint-'));
  cpSync(new URL('../../biome.json', import.meta.url), join(folder, 'biome.json'));
  probes.forEach((one, i) => {
    mkdirSync(join(folder, 'src', one.folder), { recursive: true });
    writeFileSync(join(folder, 'src', one.folder, `probe-${i}.ts`), one.code);
  });
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const report = JSON.parse(stdout) as {
    diagnostics: { category: string; message: string; location: { path: string } }[];
  };
  for (const { category, message, location } of report.diagnostics) {
    if (!category.startsWith('lint/style/noRestricted')) continue;
    complaints.set(location.path, [...(complaints.get(location.path) ?? []), message]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(probes.map((one, i) => ({ ...one, file: `src/${one.folder}/probe-${i}.ts` })))(
  'in src/$folder, `$code`: $complaint',
  ({ file, complaint }) => {
    const said = complaints.get(file) ?? [];
    expect(said).toEqual(complaint === null ? [] : [expect.stringContaining(complaint)]);
  },
);
