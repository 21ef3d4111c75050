/** Variables that would make git, pg or explain-gate look somewhere else than at the repository it is run in. */
const FOREIGN = /^(GIT_|PG|GITHUB_|RUNNER_|INPUT_|EXPLAIN_GATE_|DATABASE_URL$)/;

/**
 * This process's environment without what an outer git hook, CI job or shell says about git, PostgreSQL and
 * explain-gate, and with `additions`. An addition of undefined removes the variable.
 */
export function cleanEnvironment(
  additions: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(kept), ...additions };
}
