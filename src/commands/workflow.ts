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

/** Where the pair's second workflow stands. */
export const COMMENT_WORKFLOW_FILE = '.github/workflows/explain-gate-comment.yml';

/** What the first workflow of the pair calls its report, and the second one downloads. */
const ARTIFACT = 'explain-gate-report';

/**
 * The pair of workflows for repositories that take pull requests from forks: the first one checks with a token that can only read,
 * the second one, which runs the default branch's code, posts what the first one found.
 */
export function writeForkWorkflows(folder: string): { readonly check: string; readonly comment: string } {
  const inputs = folder === '' ? '' : `\n          working-directory: ${JSON.stringify(folder)}`;
  return {
    check: `# Says on every pull request whether a query does more work, and fails when one regressed. It can only read:
# ${COMMENT_WORKFLOW_FILE} writes the comment, on pull requests from forks, too.
name: explain-gate
on: pull_request
permissions:
  contents: read
jobs:
  explain-gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: explain-gate/explain-gate@v1
        id: gate
        with:
          comment: never${inputs}
      - uses: actions/upload-artifact@v7
        if: always() && steps.gate.outputs.report
        with:
          name: ${ARTIFACT}
          path: \${{ steps.gate.outputs.report }}
`,
    comment: `# Comments with what the workflow explain-gate has found. It runs the default branch's code and nothing of the pull request.
name: explain-gate comment
on:
  workflow_run:
    workflows: [explain-gate]
    types: [completed]
permissions:
  actions: read
  contents: read
  pull-requests: write
jobs:
  comment:
    if: >-
      github.event.workflow_run.event == 'pull_request' &&
      contains(fromJSON('["success", "failure"]'), github.event.workflow_run.conclusion)
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v8
        id: download
        continue-on-error: true
        with:
          name: ${ARTIFACT}
          path: ${ARTIFACT}
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
      - uses: explain-gate/explain-gate@v1
        if: steps.download.outcome == 'success'
        with:
          publish: ${ARTIFACT}${inputs}
`,
  };
}
