import { readFile } from 'node:fs/promises';
import { COMMENT_WORKFLOW_FILE, WORKFLOW_FILE, writeForkWorkflows } from '../../src/commands/workflow.ts';
import { configJsonSchema } from '../../src/config/config-schema.ts';
import { generateJsonSchemas } from '../../src/config/generate-schema.ts';
import { layouts } from '../../src/data/layouts/index.ts';
import { queryListJsonSchema } from '../../src/report/query-list/query-list-schema.ts';
import { reportJsonSchema } from '../../src/report/report-schema.ts';
import { rules } from '../../src/rules/index.ts';
import { describeDetection, summarizeDetection } from '../detection/describe-detection.ts';
import { readDetection } from '../detection/read-detection.ts';
import { readMeasured } from '../measure-packages/read-measured.ts';
import { buildPageAssets, PAGE_ASSETS_FILE } from './build-page-assets.ts';
import { describeAction } from './describe-action.ts';
import { type ConfigSchemaNode, describeConfig } from './describe-config.ts';
import { describeLayouts } from './describe-layouts.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { describePackages } from './describe-packages.ts';
import { describeRules } from './describe-rules.ts';
import { replaceSection } from './replace-section.ts';

/** A file whose content follows from the sources, relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** Every file that is generated, whole or between markers, as it has to be. */
export async function listGeneratedFiles(root: URL): Promise<readonly GeneratedFile[]> {
  const read = (path: string) => readFile(new URL(path, root), 'utf8');
  const { inputs, outputs } = describeAction(await read('action.yml'));
  const schema = configJsonSchema() as ConfigSchemaNode;
  const detection = await readDetection(root);
  const readme = Object.entries({
    inputs,
    outputs,
    config: describeConfig(schema, 1),
    rules: describeRules(rules, 'docs/rules'),
    packages: describePackages(await readMeasured()),
    detection: summarizeDetection(detection),
  }).reduce((text, [name, content]) => replaceSection(text, name, content), await read('README.md'));
  const configuration = Object.entries({
    keys: describeConfig(schema),
    rules: describeRules(rules, 'rules'),
  }).reduce(
    (text, [name, content]) => replaceSection(text, name, content),
    await read('docs/configuration.md'),
  );
  const migrations = replaceSection(await read('docs/migrations.md'), 'layouts', describeLayouts(layouts));
  const queries = replaceSection(await read('docs/queries.md'), 'left-out', describeLeftOut());
  const { check, comment } = writeForkWorkflows('');
  const forks = replaceSection(
    await read('docs/forks.md'),
    'fork-workflows',
    `${toCode(WORKFLOW_FILE, check)}\n\n${toCode(COMMENT_WORKFLOW_FILE, comment)}`,
  );
  const generate = Object.entries({
    generate: describeConfig(generateJsonSchemas().entry as ConfigSchemaNode),
    'generate-columns': describeConfig(generateJsonSchemas().column as ConfigSchemaNode),
  }).reduce((text, [name, content]) => replaceSection(text, name, content), await read('docs/generate.md'));
  return [
    { path: 'README.md', content: readme },
    { path: 'docs/configuration.md', content: configuration },
    { path: 'docs/migrations.md', content: migrations },
    { path: 'docs/queries.md', content: queries },
    { path: 'docs/forks.md', content: forks },
    { path: 'docs/generate.md', content: generate },
    { path: 'docs/detection.md', content: describeDetection(detection) },
    { path: 'docs/config.schema.json', content: toJson(schema) },
    { path: 'docs/queries.schema.json', content: toJson(queryListJsonSchema()) },
    { path: 'docs/report.schema.json', content: toJson(reportJsonSchema()) },
    { path: PAGE_ASSETS_FILE, content: await buildPageAssets(root) },
  ];
}

function toCode(file: string, yaml: string): string {
  return `\`${file}\`:\n\n\`\`\`yaml\n${yaml}\`\`\``;
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
