/** Platforms that there are server binaries for, named as their npm packages are. */
export const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'] as const;

/** One of PLATFORMS. */
export type Platform = (typeof PLATFORMS)[number];

/** The platform of this process, or undefined when there are no binaries for it. */
export function currentPlatform(): Platform | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return PLATFORMS.find((platform) => platform === `${system}-${process.arch}`);
}
