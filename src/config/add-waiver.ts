import { parseDocument } from 'yaml';
import type { Config } from './config-schema.ts';
import { parseConfig } from './parse-config.ts';

/**
 * A config file's text with one more waiver; comments and order stay. One for the same query and rule is replaced.
 * Throws ConfigError when the text is no config, or the waiver is not what the schema allows.
 */
export function addWaiver(text: string, file: string, waiver: Config['waivers'][number]): string {
  const { waivers } = parseConfig(text, file);
  const document = parseDocument(text);
  const at = waivers.findIndex(({ query, rule }) => query === waiver.query && rule === waiver.rule);
  if (waivers.length === 0) document.set('waivers', document.createNode([waiver]));
  else if (at < 0) document.addIn(['waivers'], document.createNode(waiver));
  else document.setIn(['waivers', at], document.createNode(waiver));
  const written = document.toString({ lineWidth: 0 });
  parseConfig(written, file);
  return written;
}
