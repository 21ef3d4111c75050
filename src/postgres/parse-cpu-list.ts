/** Core numbers of a list as Linux writes it (`0-2,5`, cpuset(7) "List format"), ascending. */
export function parseCpuList(list: string): readonly number[] {
  return list
    .split(',')
    .filter((range) => range.trim() !== '')
    .flatMap((range) => {
      const [first = Number.NaN, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    })
    .sort((a, b) => a - b);
}
