/** Where GitHub looks for the workflow, in the repository. */
export const WORKFLOW_FILE = '.github/workflows/explain-gate.yml';

/**
 * The workflow that runs explain-gate on every pull request; `folder` is the project's, repository-relative (`''` is the
 * root). The README shows it for the root.
 */
export function writeWorkflow(folder: string): string {
  const inputs = folder === '' ? '' : `\n        with: { working-directory: ${JSON.stringify(folder)} }`;
  return `# Says on every pull request whether a query does more work, and fails when one regressed.
name: explain-gate
on: pull_request
permissions:
  contents: read
  pull-requests: write
jobs:
  explain-gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: explain-gate/explain-gate@v1${inputs}
`;
}
