/** What reading a catalog needs of a connection; a client of `pg` has it. */
export interface QueryConnection {
  query<Row extends object>(
    query:
      | string
      | { readonly text: string; readonly values?: readonly unknown[]; readonly queryMode?: 'extended' },
  ): Promise<{ readonly rows: Row[] }>;
}
