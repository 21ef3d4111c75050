import type { CaseReport } from '../report/report-schema.ts';
import { formatChange, formatMs } from '../rules/format-figures.ts';
import { element, shape } from './element.ts';

/** Size of the drawing, in its own units. */
const SIZE = { width: 560, height: 180, left: 56, right: 12, top: 12, bottom: 24 } as const;

/** No clock here is finer, ms; zero has no place on a scale of ratios. */
const FINEST = 0.001;

/** The timed pairs of a case: base and head of each pair joined by a line, and the interval of their ratio in words. */
export function timePlot({ timePairs = [], timeRatio }: CaseReport): HTMLElement | null {
  if (timeRatio === null || timePairs.length === 0) return null;
  const all = timePairs.flat().map((ms) => Math.max(ms, FINEST));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  // Times span magnitudes: equal ratios are equal distances.
  const span = Math.log(high / low) || 1;
  const y = (ms: number) =>
    SIZE.height -
    SIZE.bottom -
    (Math.log(Math.max(ms, FINEST) / low) / span) * (SIZE.height - SIZE.top - SIZE.bottom);
  const step = (SIZE.width - SIZE.left - SIZE.right) / timePairs.length;
  const x = (index: number) => SIZE.left + step * (index + 0.5);
  const label = `${timeRatio.pairs} pairs: ${formatChange(timeRatio.estimate)}, 95 % interval ${formatChange(timeRatio.low)} to ${formatChange(timeRatio.high)}`;
  const drawing = shape(
    'svg',
    { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: 'plot', role: 'img', 'aria-label': label },
    ...[low, Math.sqrt(low * high), high].flatMap((ms) => [
      shape('line', { x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: y(ms), y2: y(ms), class: 'grid' }),
      shape('text', { x: SIZE.left - 6, y: y(ms) + 4, 'text-anchor': 'end' }, formatMs(ms)),
    ]),
    ...timePairs.flatMap(([base, head], index) => [
      shape('line', { x1: x(index), x2: x(index), y1: y(base), y2: y(head), class: 'pair' }),
      shape('circle', { cx: x(index), cy: y(base), r: 4, class: 'base' }),
      shape('circle', { cx: x(index), cy: y(head), r: 4, class: 'head' }),
    ]),
    shape('text', { x: SIZE.left, y: SIZE.height - 6 }, 'pairs in the order in which they were timed'),
  );
  return element(
    'figure',
    {},
    drawing,
    intervalPlot(timeRatio),
    element(
      'figcaption',
      {},
      element('span', { className: 'key base' }, 'base'),
      ' ',
      element('span', { className: 'key head' }, 'head'),
      ` ${label}`,
    ),
  );
}

/** The ratio head / base with its interval, on a scale of ratios around 1, which is equal. */
function intervalPlot({ estimate, low, high }: NonNullable<CaseReport['timeRatio']>): SVGElement {
  const reach = Math.max(
    ...[low, high, estimate, 1.2].map((ratio) => Math.abs(Math.log(Math.max(ratio, FINEST)))),
  );
  const x = (ratio: number) =>
    SIZE.width / 2 + (Math.log(Math.max(ratio, FINEST)) / reach) * (SIZE.width / 2 - SIZE.left);
  const y = 12;
  return shape(
    'svg',
    { viewBox: `0 0 ${SIZE.width} 40`, class: 'interval', 'aria-hidden': 'true' },
    shape('line', { x1: x(Math.exp(-reach)), x2: x(Math.exp(reach)), y1: y, y2: y, class: 'axis' }),
    shape('line', { x1: x(1), x2: x(1), y1: 2, y2: 22, class: 'one' }),
    shape('line', { x1: x(low), x2: x(high), y1: y, y2: y, class: 'range' }),
    shape('circle', { cx: x(estimate), cy: y, r: 5 }),
    shape('text', { x: x(1), y: 36, 'text-anchor': 'middle' }, 'equal'),
  );
}
