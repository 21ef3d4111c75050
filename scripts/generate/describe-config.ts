import { toMarkdownTable } from './to-markdown-table.ts';

/** What the tables need of a JSON Schema, as zod writes it. */
export interface ConfigSchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ConfigSchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: ConfigSchemaNode | boolean;
  readonly items?: ConfigSchemaNode;
  readonly anyOf?: readonly ConfigSchemaNode[];
  readonly $ref?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One key of the config file. */
interface ConfigKey {
  /** `postgres.image`. */
  readonly key: string;
  readonly type: string;
  /** As YAML flow text; empty when there is none. */
  readonly default: string;
  readonly description: string;
}

/** Every key of the schema, parents before children; keys that the user names are `<name>`. */
function listConfigKeys(schema: ConfigSchemaNode, prefix = ''): ConfigKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    const key = `${prefix}${name}`;
    const row = {
      key,
      type: describeType(node),
      default: describeDefault(node),
      description: node.description ?? '',
    };
    const object = [node, ...(node.anyOf ?? [])].find(({ properties }) => properties);
    return [row, ...(object ? listConfigKeys(object, `${key}.`) : [])];
  });
}

/** The table of config keys; `depth` is how many levels of them. */
export function describeConfig(schema: ConfigSchemaNode, depth = Number.POSITIVE_INFINITY): string {
  const keys = listConfigKeys(schema).filter(({ key }) => key.split('.').length <= depth);
  return toMarkdownTable(
    ['key', 'type', 'default', 'what it is'],
    keys.map((row) => [
      `\`${row.key}\``,
      row.type,
      row.default === '' ? '' : `\`${row.default}\``,
      row.description,
    ]),
  );
}

function describeType(node: ConfigSchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.anyOf) return [...new Set(node.anyOf.map(describeType))].join(' or ');
  if (node.$ref) return 'any value';
  if (node.type === 'array') return `list of ${node.items ? describeType(node.items) : 'any value'}`;
  if (node.properties) return `{ ${Object.keys(node.properties).join(', ')} }`;
  if (typeof node.additionalProperties === 'object') return `map to ${describeType(node.additionalProperties)}`;
  if (node.type === undefined) return 'any value';
  const range = [node.minimum, node.maximum].every(
    (bound) => Math.abs(bound ?? Infinity) < Number.MAX_SAFE_INTEGER,
  );
  return `${[node.type].flat().join(' or ')}${range ? ` ${node.minimum}–${node.maximum}` : ''}`;
}

function describeDefault({ default: value, properties }: ConfigSchemaNode): string {
  return value === undefined || properties ? '' : JSON.stringify(value);
}
