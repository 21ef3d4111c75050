import { camelCase } from '../explain-fields.ts';
import type { PlanNode } from '../plan.ts';
import { PLAN_FIELDS } from '../plan-fields.ts';

/** `Key: value` of EXPLAIN's text format; undefined when a line is something else. */
export function cutProperty(line: string): { readonly key: string; readonly value: string } | undefined {
  const [, key, value] = /^([A-Z][A-Za-z/ -]*?(?: \d+)?):(?: +(.*))?$/u.exec(line.trim()) ?? [];
  return key === undefined ? undefined : { key, value: value ?? '' };
}

/**
 * The fields of a node that one property of EXPLAIN's text format holds, named and counted as its JSON format does. Several
 * properties hold more than one figure (explain.c: show_buffer_usage, show_sort_info, show_hash_info, show_memoize_info). Unknown
 * ones give nothing.
 */
export function readProperty(key: string, value: string): Partial<PlanNode> {
  switch (key) {
    case 'Buffers':
      return readBuffers(value);
    case 'WAL':
      return numbersOf(value, {
        walRecords: /\brecords=(\d+)/u,
        walFpi: /\bfpi=(\d+)/u,
        walBytes: /\bbytes=(\d+)/u,
      });
    case 'Sort Method': {
      const [, method, type, used] = /^(.*?) +(Memory|Disk): (\d+)kB/u.exec(value) ?? [];
      if (method === undefined || type === undefined) return { sortMethod: value };
      return { sortMethod: method, sortSpaceType: type, sortSpaceUsed: Number(used) };
    }
    case 'Buckets':
      return numbersOf(value, {
        hashBatches: /\bBatches: (\d+)/u,
        originalHashBatches: /\bBatches: \d+ \(originally (\d+)\)/u,
        peakMemoryUsage: /\bMemory Usage: (\d+)kB/u,
      });
    case 'Batches':
    case 'Planned Partitions':
      return numbersOf(`${key}: ${value}`, {
        hashaggBatches: /\bBatches: (\d+)/u,
        peakMemoryUsage: /\bMemory Usage: (\d+)kB/u,
        diskUsage: /\bDisk Usage: (\d+)kB/u,
      });
    case 'Hits':
      return numbersOf(`${key}: ${value}`, {
        cacheHits: /\bHits: (\d+)/u,
        cacheMisses: /\bMisses: (\d+)/u,
        cacheEvictions: /\bEvictions: (\d+)/u,
        cacheOverflows: /\bOverflows: (\d+)/u,
        peakMemoryUsage: /\bMemory Usage: (\d+)kB/u,
      });
    case 'Heap Blocks':
      return numbersOf(value, { exactHeapBlocks: /\bexact=(\d+)/u, lossyHeapBlocks: /\blossy=(\d+)/u });
    case 'Storage': {
      const [, storage] = /^(\w+)/u.exec(value) ?? [];
      const maximum = numbersOf(value, { maximumStorage: /\bMaximum Storage: (\d+)kB/u });
      return storage === undefined ? maximum : { storage, ...maximum };
    }
    default:
      return readSimple(key, value);
  }
}

/** `shared hit=4 read=1 dirtied=2, local hit=1, temp read=3 written=3`: of every kind that stands there all four, as JSON has it. */
export function readBuffers(value: string): Partial<PlanNode> {
  const fields: Record<string, number> = {};
  for (const part of value.split(', ')) {
    const [, kind] = /^(shared|local|temp)\b/u.exec(part) ?? [];
    if (kind === undefined) continue;
    for (const [, what, count] of part.matchAll(/\b(hit|read|dirtied|written)=(\d+)/gu)) {
      const name = `${kind}${what?.charAt(0).toUpperCase()}${what?.slice(1)}Blocks`;
      if (Object.hasOwn(PLAN_FIELDS, name)) fields[name] = Number(count);
    }
  }
  return fields;
}

function readSimple(key: string, value: string): Partial<PlanNode> {
  const field = camelCase(key);
  if (!Object.hasOwn(PLAN_FIELDS, field)) return {};
  switch (PLAN_FIELDS[field as keyof typeof PLAN_FIELDS]) {
    case 'text':
      return { [field]: value };
    case 'texts':
      return { [field]: [value] };
    case 'number': {
      const number = /^\d+(?:\.\d+)?/u.exec(value);
      return number ? { [field]: Number(number[0]) } : {};
    }
    case 'flag':
      return { [field]: value === 'true' };
  }
}

function numbersOf(value: string, patterns: Readonly<Record<string, RegExp>>): Partial<PlanNode> {
  return Object.fromEntries(
    Object.entries(patterns).flatMap(([field, pattern]) => {
      const found = pattern.exec(value)?.[1];
      return found === undefined ? [] : [[field, Number(found)]];
    }),
  );
}
