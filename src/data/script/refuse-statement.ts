const WHOLE_SERVER = 'it would change the whole server, and the databases of a run come and go';

/** Why a script may not run this statement, or undefined; `keywords` are its first words. */
export function refuseStatement([first = '', second = '', third = '']: readonly string[]): string | undefined {
  if (!['create', 'alter', 'drop'].includes(first)) return undefined;
  const words = `${first} ${second}`.toUpperCase();
  if (second === 'database')
    return `${words} is refused: each side has one database, which explain-gate makes and drops`;
  if (second === 'system' || second === 'tablespace') return `${words} is refused: ${WHOLE_SERVER}`;
  if (second === 'subscription' && third !== '')
    return `${words} is refused: a side must not depend on another server`;
  return undefined;
}
