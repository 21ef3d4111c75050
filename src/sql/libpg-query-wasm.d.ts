/** The WASM build of libpg-query itself: each call of the factory makes an instance with a memory of its own. */
declare module 'libpg-query/wasm/libpg-query.js' {
  /** Addresses are numbers in the instance's own memory; 0 is null. */
  export interface PgQueryModule {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, address: number, bytes: number): void;
    UTF8ToString(address: number): string;
    getValue(address: number, type: 'i32'): number;
    _wasm_parse_query_raw(query: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_fingerprint(query: number): number;
    _wasm_parse_plpgsql(query: number): number;
    _wasm_scan(query: number): number;
    _wasm_free_string(address: number): void;
  }

  const createPgQueryModule: (options: {
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }) => Promise<PgQueryModule>;

  export default createPgQueryModule;
}
