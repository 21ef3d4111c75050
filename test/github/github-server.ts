import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import addFormats from 'ajv-formats';
import { type Context, OpenAPIBackend } from 'openapi-backend';
import { describeGitHub, type GitHubDescription } from './describe-github.ts';

/** Who wrote a comment. */
export interface Author {
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

/** A comment as the server keeps it. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: Author;
  body: string;
}

/** A pull request as the server keeps it. */
export interface StoredPullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** `mallory:feature`. */
  readonly head: string;
  readonly headSha: string;
}

/**
 * What goes wrong with one request: a status, no answer at all, an answer that is `lost` although the work is done, or
 * one that is `cut` in the middle.
 */
export type Trouble = 401 | 403 | 404 | 422 | 429 | 500 | 'slow' | 'lost' | 'cut';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** GitHub's own words. */
const REFUSALS: Record<number, string> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  422: 'Validation Failed',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  500: 'Server Error',
};

let description: Promise<GitHubDescription> | undefined;

/**
 * A GitHub that keeps comments. Every request, and every answer of its own, is held against the description that GitHub
 * publishes of its REST API; what does not fit is in `violations`.
 */
export class GitHubServer implements AsyncDisposable {
  /** `POST /repos/o/r/issues/1/comments`, in order. */
  readonly requests: string[] = [];
  readonly violations: string[] = [];
  readonly comments: StoredComment[] = [];
  readonly pullRequests: StoredPullRequest[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** Whom the token belongs to; an app's token may not ask. */
  identity: Author = { login: 'github-actions[bot]', type: 'Bot' };
  /** Asked for each request, with how many of the same there have been. */
  trouble: (request: string, time: number) => Trouble | undefined = () => undefined;
  readonly url: string;
  readonly #server: Server;
  readonly #description: GitHubDescription;
  readonly #api: OpenAPIBackend;
  #lastId = 1_000_000;

  private constructor(server: Server, described: GitHubDescription) {
    this.#server = server;
    this.#description = described;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#api = new OpenAPIBackend({
      definition: structuredClone(described.definition),
      quick: true,
      coerceTypes: true,
      ajvOpts: { strict: false },
      customizeAjv: (ajv) => addFormats.default(ajv),
      handlers: this.#handlers(),
    });
  }

  static async start(): Promise<GitHubServer> {
    description ??= describeGitHub();
    const described = await description;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const github = new GitHubServer(server, described);
    await github.#api.init();
    server.on('request', (request, response) => void github.#answer(request, response));
    return github;
  }

  /** Puts a comment there. */
  add(issue: number, body: string, author: Author = this.identity): StoredComment {
    const comment = { id: ++this.#lastId, issue, body, author };
    this.comments.push(comment);
    return comment;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handlers() {
    return {
      'users/get-authenticated': (): Answer =>
        this.identity.type === 'Bot'
          ? refuse(403)
          : { status: 200, body: { ...this.#description.exampleUser, ...this.identity } },
      'pulls/list': ({ request }: Context): Answer => this.#listPullRequests(request),
      'issues/list-comments': ({ request }: Context): Answer => this.#list(request),
      'issues/create-comment': ({ request }: Context): Answer => {
        if (request.requestBody.body.length > 65_536) return refuse(422);
        return {
          status: 201,
          body: this.#show(this.add(Number(request.params.issue_number), request.requestBody.body)),
        };
      },
      'issues/update-comment': ({ request }: Context): Answer => {
        const comment = this.comments.find(({ id }) => id === Number(request.params.comment_id));
        if (!comment) return refuse(404);
        if (request.requestBody.body.length > 65_536) return refuse(422);
        comment.body = request.requestBody.body;
        return { status: 200, body: this.#show(comment) };
      },
      validationFail: ({ validation, request }: Context): Answer => {
        this.violations.push(`${request.method} ${request.path}: ${JSON.stringify(validation.errors)}`);
        return refuse(422);
      },
      notFound: ({ request }: Context): Answer => {
        this.violations.push(
          `${request.method} ${request.path}: not one of the operations that are described here`,
        );
        return refuse(404);
      },
    };
  }

  #list({ params, query, path }: Context['request']): Answer {
    const size = Number(query.per_page ?? 30);
    const page = Number(query.page ?? 1);
    const all = this.comments.filter(({ issue }) => issue === Number(params.issue_number));
    const next = `<${this.url}${path}?per_page=${size}&page=${page + 1}>; rel="next"`;
    return {
      status: 200,
      body: all.slice((page - 1) * size, page * size).map((comment) => this.#show(comment)),
      headers: page * size < all.length ? { link: next } : {},
    };
  }

  #listPullRequests({ query }: Context['request']): Answer {
    const { state = 'open', head } = query;
    const asked = this.pullRequests.filter(
      (one) => (state === 'all' || one.state === state) && one.head === head,
    );
    const example = this.#description.examplePullRequest as Record<string, { repo: object }>;
    return {
      status: 200,
      body: asked.map(({ number, state, head, headSha }) => {
        const [owner, ref] = head.split(':');
        const repo = { ...example['head']?.repo, full_name: `${owner}/shop` };
        const base = { ...example['base'], repo: { ...example['base']?.repo, full_name: 'octo/shop' } };
        return {
          ...example,
          // GitHub's own example lacks a property that its description requires of a team.
          requested_teams: [],
          number,
          state,
          base,
          head: { ...example['head'], ref, sha: headSha, label: head, repo },
        };
      }),
    };
  }

  #show({ id, body, author }: StoredComment): unknown {
    const example = this.#description.exampleComment;
    const html_url = `https://github.com/octocat/Hello-World/issues/1347#issuecomment-${id}`;
    return { ...example, id, body, html_url, user: { ...(example.user as object), ...author } };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const method = request.method ?? 'GET';
    const name = `${method} ${url.pathname}${url.search}`;
    this.requests.push(name);
    this.authorizations.add(request.headers.authorization);
    const trouble = this.trouble(name, this.requests.filter((earlier) => earlier === name).length);
    if (trouble === 'slow') return;
    const sent = await text(request);
    const query = Object.fromEntries(url.searchParams);
    const headers = request.headers as Record<string, string>;
    const asked = { method, path: url.pathname, query, headers, ...(sent && { body: JSON.parse(sent) }) };
    const answer: Answer = typeof trouble === 'number' ? refuse(trouble) : await this.#api.handleRequest(asked);
    this.#validate(asked, answer);
    if (trouble === 'lost') return void response.destroy();
    const body = JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...answer.headers,
    });
    if (trouble === 'cut') return void response.write(body.slice(0, body.length / 2), () => response.destroy());
    response.end(body);
  }

  /** Were the server's own answers not GitHub's, the tests would prove nothing. */
  #validate(asked: Parameters<OpenAPIBackend['matchOperation']>[0], { status, body }: Answer): void {
    const operation = this.#api.matchOperation(asked);
    if (!operation || !(status in (operation.responses ?? {}))) return;
    const { errors } = this.#api.validateResponse(body, operation, status);
    if (errors)
      this.violations.push(`answer ${status} to ${asked.method} ${asked.path}: ${JSON.stringify(errors)}`);
  }
}

function refuse(status: number): Answer {
  return {
    status,
    body: {
      message: REFUSALS[status],
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
    headers: status === 429 ? { 'retry-after': '1' } : {},
  };
}
