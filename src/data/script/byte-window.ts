/** The part of a stream that has been read and not yet been used. Memory is that of the longest part in use. */
export interface ByteWindow {
  /** What is there; another buffer after each `grow` and `discard`. */
  readonly bytes: Buffer;
  /** Nothing follows `bytes`. */
  readonly atEnd: boolean;
  /** Reads at least `least` bytes more, if there are as many. */
  grow(least: number): Promise<void>;
  /** Drops the first `count` bytes. */
  discard(count: number): void;
  /** Stops reading. */
  close(): Promise<void>;
}

/** Opens a window at the start of a stream of buffers. */
export function openByteWindow(stream: AsyncIterable<Buffer>): ByteWindow {
  const chunks = stream[Symbol.asyncIterator]();
  // The window is `room[from, to)`: room grows by doubling, so that a long statement is copied a few times only.
  let room: Buffer = Buffer.alloc(0);
  let from = 0;
  let to = 0;
  let atEnd = false;
  const append = (chunk: Buffer) => {
    if (to + chunk.length > room.length) {
      const used = to - from;
      const larger = used + chunk.length > room.length / 2;
      const target = larger ? Buffer.allocUnsafeSlow(Math.max(2 * (used + chunk.length), 1 << 17)) : room;
      room.copy(target, 0, from, to);
      room = target;
      from = 0;
      to = used;
    }
    chunk.copy(room, to);
    to += chunk.length;
  };
  return {
    get bytes() {
      return room.subarray(from, to);
    },
    get atEnd() {
      return atEnd;
    },
    async grow(least) {
      const wanted = to - from + Math.max(least, 1);
      while (!atEnd && to - from < wanted) {
        const { value, done } = await chunks.next();
        if (done) atEnd = true;
        else append(value);
      }
    },
    discard(count) {
      from += count;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
