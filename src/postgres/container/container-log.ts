/** What is needed of a container to read its log; dockerode's Container has it. */
export interface LoggingContainer {
  logs(options: { stdout: true; stderr: true; follow: false; tail: number }): Promise<Buffer>;
}

/** The last lines of a container's output; empty when there is no such container any more. */
export async function readContainerLog(container: LoggingContainer): Promise<string> {
  try {
    return joinFrames(await container.logs({ stdout: true, stderr: true, follow: false, tail: 25 }));
  } catch {
    return '';
  }
}

/** Output comes in frames: a byte for the stream, three zeros, a big-endian length, the text (Docker Engine API, "Attach to a container"). */
function joinFrames(buffer: Buffer): string {
  let text = '';
  for (let offset = 0; offset + 8 <= buffer.length; ) {
    const end = offset + 8 + buffer.readUInt32BE(offset + 4);
    text += buffer.toString('utf8', offset + 8, end);
    offset = end;
  }
  return text;
}
