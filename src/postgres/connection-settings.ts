/** How to reach one database. `password` is never logged. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** TLS options as `pg` takes them; undefined is no TLS. */
  readonly ssl?: boolean | { readonly rejectUnauthorized: boolean; readonly ca?: string } | undefined;
}
