/** How to reach one database as its owner. `password` is never logged. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** TLS options as `pg` takes them; undefined is no TLS. */
  readonly ssl?: boolean | { readonly rejectUnauthorized: boolean; readonly ca?: string } | undefined;
}

/** What data/ needs of a running server. Names are unquoted identifiers; the implementation quotes them. */
export interface DatabaseServer {
  /** `server_version_num`, e.g. 180004. */
  readonly versionNumber: number;
  /** Connection as the role that owns the databases (a superuser except at a user's own server). */
  connection(database: string): ConnectionSettings;
  /** Creates a database unique to this run and returns its name; `label` (`template`, `base`, `head`) is part of it. */
  createDatabase(label: string, template?: string): Promise<string>;
}
