import { csharp } from './csharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript, tsx, typescript } from './javascript.ts';
import { kotlin } from './kotlin.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';

/** Every language whose files are read. */
export const languages = [
  typescript,
  tsx,
  javascript,
  python,
  go,
  ruby,
  java,
  kotlin,
  php,
  rust,
  csharp,
] as const;
