/** A folder whose scripts are migrations wherever it stands, with one of this database's own in it or around it. */
const MIGRATIONS_FOLDER = /^(.*\/)?(?:migrations?|migrate)\/(?:(?:postgres|postgresql|pg)\/)?/;

/** Folders of packages, tests and samples: what stands below them is not the project's own schema. */
const NOT_OWN =
  /(?:^|\/)(?:node_modules|vendor|third_party|site-packages|\.?venv|tests?|__tests__|spec|e2e|testdata|fixtures|__fixtures__|examples?|samples?|templates?)\//i;

/** Folders of another database, where a project keeps a schema for each. */
const OTHER_DATABASE =
  /(?:^|\/|[-_.])(?:mysql|mariadb|sqlite3?|clickhouse|mssql|sqlserver|oracle|cockroach(?:db)?|duckdb|cassandra|d1)(?:\/|[-_.])/i;

/** Names of a whole schema in one script. */
const SCHEMA_SCRIPT = /(?:^|\/)(?:schema|structure)\.sql$/;

/** What is numbered, as migrations are; a folder with nothing else in it holds them. */
const NUMBERED = /^\d+[^/]*\.sql$/;

/**
 * Places that hold a schema by their names, wherever they stand in the project: of the first kind that there is any of –
 * folders called `migrations`, scripts called `schema.sql`, folders of numbered scripts. A directory ends in `/`.
 *
 * @param files paths of the project
 * @param isMigration whether a path below such a folder is a migration
 */
export function findMigrationsAnywhere(
  files: readonly string[],
  isMigration: (path: string) => boolean,
): readonly string[] {
  const own = files.filter(
    (file) => file.endsWith('.sql') && !NOT_OWN.test(file) && !OTHER_DATABASE.test(file),
  );
  const folders = own.flatMap((file) => {
    const place = MIGRATIONS_FOLDER.exec(file)?.[0];
    return place !== undefined && isMigration(file.slice(place.length)) ? [place] : [];
  });
  if (folders.length > 0) return [...new Set(folders)];
  const scripts = own.filter((file) => SCHEMA_SCRIPT.test(file));
  return scripts.length > 0 ? scripts : findNumberedFolders(own);
}

/** Folders with two scripts or more, all of them numbered. */
function findNumberedFolders(files: readonly string[]): readonly string[] {
  const names = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf('/') + 1));
  return [...names].flatMap(([folder, paths]) =>
    folder !== '' && paths.length > 1 && paths.every((path) => NUMBERED.test(path.slice(folder.length)))
      ? [folder]
      : [],
  );
}
