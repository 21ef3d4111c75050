import { formatNumberOf } from '../../rules/format-figures.ts';
import type { Report } from '../report-schema.ts';
import { showShort } from './visible-text.ts';

/** Longest reason, name and place. */
const SHOWN_CHARACTERS = 200;

/** Each waiver that is in force, one a line: what is accepted, until when, why, and where that is written. */
export function waiverLines({ waivers = [] }: Report): string[] {
  const show = (text: string) => showShort(text, SHOWN_CHARACTERS);
  return waivers
    .filter(({ state }) => state === 'in-force' || state === 'unused')
    .map(
      ({ query, rule, reason, until, place, findings }) =>
        `${rule} of ${show(query)} until ${until}: ${show(reason)} (${show(place)}; ${findings === 0 ? 'nothing to accept in this run' : formatNumberOf(findings, 'finding')})`,
    );
}
