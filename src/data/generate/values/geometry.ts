import { type Expression, sql } from '../sql/expression.ts';
import type { ValueFamily } from './value-kind.ts';

/** Points lie on a grid so wide. */
const WIDTH = 1000;
const point = (index: Expression) => sql`pg_catalog.point(${index} % ${WIDTH}, ${index} / ${WIDTH})`;
const box = (index: Expression) =>
  sql`pg_catalog.box(${point(index)}, pg_catalog.point(${index} % ${WIDTH} + 1, ${index} / ${WIDTH} + 1))`;

const SHAPES: Readonly<Record<string, (index: Expression) => Expression>> = {
  point,
  box,
  circle: (index) => sql`pg_catalog.circle(${point(index)}, 1 + ${index} % 10)`,
  lseg: (index) =>
    sql`pg_catalog.lseg(${point(index)}, pg_catalog.point(${index} % ${WIDTH} + 1, ${index} / ${WIDTH}))`,
  line: (index) =>
    sql`pg_catalog.line(${point(index)}, pg_catalog.point(${index} % ${WIDTH} + 1, ${index} / ${WIDTH} + 1))`,
  polygon: (index) => sql`pg_catalog.polygon(${box(index)})`,
  path: (index) => sql`pg_catalog.path(pg_catalog.polygon(${box(index)}))`,
};

/** Points and figures on a grid; no two lie in the same place. */
export const geometry: ValueFamily = (type) => {
  const render = type.builtIn ? SHAPES[type.typeName] : undefined;
  if (render === undefined) return undefined;
  return { capacity: 2 ** 40, usual: (rows) => rows, mayAllDiffer: true, followsRows: false, render };
};
