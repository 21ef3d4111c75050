import type { FileIndex } from '../file-index.ts';

/** The files of a class, by its full name or its own name alone: `com.shop.Tables` is in a file called `Tables`. */
export function jvmModulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  const path = module.replaceAll('.', '/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ['.java', '.kt']
    .filter((extension) => from.endsWith(extension))
    .flatMap((extension) => {
      const named = files.named(`${name}${extension}`, from);
      const exact = named.filter((file) => file.endsWith(`/${path}${extension}`));
      return exact.length > 0 ? exact : named;
    });
}
