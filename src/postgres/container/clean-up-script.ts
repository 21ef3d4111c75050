/** What the container's clean-up has to know. */
export interface ContainerCleanUp {
  /** Name of the container; it is ours alone. */
  readonly name: string;
  /** Where the engine answers, as options of `http.request`, and its protocol. */
  readonly engine: EngineConnection;
}

/** How the containers library reaches its engine. */
export interface EngineConnection {
  readonly protocol: 'http' | 'https';
  readonly socketPath?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | number | undefined;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** Removes the container, running or not, with its volume (Docker Engine API, ContainerDelete); see LastResort. */
export const CONTAINER_CLEAN_UP = `
  const { protocol, ...address } = task.engine;
  const remove = (attempts) => {
    const request = require('node:' + protocol).request({
      ...address, method: 'DELETE', path: '/containers/' + encodeURIComponent(task.name) + '?force=true&v=true',
    });
    const again = () => { if (attempts > 1) setTimeout(remove, 500, attempts - 1); };
    request.setTimeout(8000, () => request.destroy());
    request.on('error', again);
    request.on('response', (response) => {
      response.resume();
      // 404: it is not there. It may be about to be created, when we were stopped in the middle of that.
      if (response.statusCode !== 204) again();
    });
    request.end();
  };
  remove(4);
`;
