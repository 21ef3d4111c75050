import type { JsonDocument } from '../../sql/parameters/documents/json-document.ts';
import { writeDocument } from '../../sql/parameters/documents/write-document.ts';
import type { Picks } from './compose-sets.ts';
import type { Pick, Value } from './pick-values.ts';
import type { Prober } from './probe/run-probe.ts';

/** Puts the values of a document's members together to the values of the parameter that holds it; null where there are none. */
async function composeDocument(
  prober: Prober,
  document: JsonDocument,
  picks: ReadonlyMap<number, Pick>,
): Promise<Pick | null> {
  const members = document.members.filter(({ position }) => picks.has(position));
  if (members.length === 0) return null;
  const write = async (which: keyof Pick) => {
    const values = members.map(({ position }): Value => {
      const pick = picks.get(position);
      const value = pick?.[which];
      return (value === undefined ? pick?.typical : value) ?? null;
    });
    const answer = await prober.ask(writeDocument({ isList: document.isList, members }), values);
    return answer.kind === 'answered' ? String(answer.rows[0]?.['document']) : null;
  };
  const typical = await write('typical');
  if (typical === null) return null;
  const has = (which: keyof Pick) => members.some(({ position }) => picks.get(position)?.[which] !== undefined);
  const [wide, other] = [has('wide') ? await write('wide') : null, has('other') ? await write('other') : null];
  return { typical, ...(wide === null ? {} : { wide }), ...(other === null ? {} : { other }) };
}

/** The picks with those of documents, and without those of their members. Undefined where a document has no value. */
export async function composeDocuments(
  prober: Prober,
  documents: readonly JsonDocument[],
  picks: Picks,
): Promise<Picks | { readonly position: number }> {
  const composed = {
    typical: new Map(picks.typical),
    heaviest: new Map(picks.heaviest),
    rare: new Map(picks.rare),
  };
  for (const document of documents) {
    for (const lane of Object.values(composed)) {
      if (lane.has(document.position)) continue;
      const pick = await composeDocument(prober, document, lane);
      if (!pick) return { position: document.position };
      for (const { position } of document.members) lane.delete(position);
      lane.set(document.position, pick);
    }
  }
  return composed;
}
