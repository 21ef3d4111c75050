import type { RenderOptions } from '../format.ts';
import type { QueryReport } from '../report-schema.ts';
import { showShort } from '../words/visible-text.ts';
import { codeSpan } from './escape-markdown.ts';

/** Longest path that is shown. */
const SHOWN_CHARACTERS = 120;

/** `file:line` as code, linked where there is an address. */
export function linkPlace(location: QueryReport['location'], links: RenderOptions['links']): string {
  const place = codeSpan(`${showShort(location.file, SHOWN_CHARACTERS)}:${location.line}`);
  const url = links?.(location);
  return url === undefined ? place : `[${place}](${url.replace(/[\s()<>|\\]/gu, percentEncode)})`;
}

/** Of the characters that could end the link or the cell; `encodeURIComponent` leaves brackets as they are. */
function percentEncode(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16)}` : encoded;
}
