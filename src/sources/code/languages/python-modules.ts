import { dirname, join } from 'node:path/posix';

/** A module's file or package: relative to the importing file, or to any folder above it, as `sys.path` may have it. */
export function pythonModulePaths(module: string, from: string): readonly string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll('.', '/');
  if (dots > 0) return filesOf(join(dirname(from), '../'.repeat(dots - 1), path));
  const roots: string[] = [];
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    roots.push(folder);
    if (folder === '.' || folder === '/') break;
  }
  // The root of the repository first: the same name deeper down is rarely meant.
  return roots.reverse().flatMap((root) => filesOf(join(root, path)));
}

function filesOf(path: string): readonly string[] {
  return [`${path}.py`, join(path, '__init__.py')];
}
