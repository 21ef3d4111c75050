/** Names of variables that let their holder act as the job: tokens, inputs, and the files that steer later steps. */
const CREDENTIALS =
  /^(INPUT_.*|ACTIONS_.*|GITHUB_TOKEN|GH_TOKEN|GITHUB_ENTERPRISE_TOKEN|GH_ENTERPRISE_TOKEN|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY))$/i;

/** What the Action itself needs again when nothing of the pull request runs any more. */
const NEEDED_AFTERWARDS = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/**
 * Takes out of `env` whatever a program of the pull request (a `{ command }` of the schema, a migration tool) could act
 * as the job with, and gives back a function that restores the files for outputs and the summary. Node hands the
 * real `process.env` to every child that is not given another one, so it is that one which has to be emptied.
 */
export function withholdCredentials(env: Record<string, string | undefined>): () => void {
  const needed = NEEDED_AFTERWARDS.map((name) => [name, env[name]] as const);
  for (const name of Object.keys(env)) if (CREDENTIALS.test(name)) delete env[name];
  return () => {
    for (const [name, value] of needed) if (value !== undefined) env[name] = value;
  };
}
