/** Classes of SQLSTATE whose messages name objects, rights and resources, and no values (PostgreSQL docs, appendix A). */
const NAMES_ONLY = /^(?:0A|25|34|3B|3D|3F|40|42|53|54|55|57|58)/u;

/** Whether a server's message of this SQLSTATE may quote values: all but the classes that name objects only. */
export function mayShowData(sqlState: string | undefined): boolean {
  return sqlState === undefined || !NAMES_ONLY.test(sqlState);
}
