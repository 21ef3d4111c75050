import { parseSql } from '../sql/parser.ts';

/**
 * Roles belong to the server, not to a database: what one side's migrations created is there when the other side's
 * come to it, and can't go while the other side still needs it.
 */
export interface SharedRoles {
  /** CREATE ROLE of these is left out. */
  readonly existing: Set<string>;
  /** DROP ROLE of these is left out. */
  readonly kept: ReadonlySet<string>;
}

/** Of a side that shares its server with nobody yet. */
export function noSharedRoles(): SharedRoles {
  return { existing: new Set(), kept: new Set() };
}

/** Why a CREATE ROLE or DROP ROLE is left out, for a note; undefined for every other statement. The parser must be loaded. */
export function leaveOutRole(
  text: string,
  [first = '', second = '']: readonly string[],
  roles: SharedRoles,
): string | undefined {
  if (!['role', 'user', 'group'].includes(second) || (first !== 'create' && first !== 'drop')) return undefined;
  const parsed = parseSql(text);
  const tree = parsed.ok ? parsed.value[0] : undefined;
  const created = (tree?.['CreateRoleStmt'] as { readonly role?: string } | undefined)?.role;
  if (created !== undefined) {
    return roles.existing.has(created)
      ? `role ${created} is there from the other side, and is kept as it is`
      : undefined;
  }
  const dropped = (tree?.['DropRoleStmt'] as { readonly roles?: readonly RoleNode[] } | undefined)?.roles ?? [];
  const names = dropped.map(({ RoleSpec }) => RoleSpec?.rolename ?? '');
  if (names.length === 0 || !names.every((name) => roles.kept.has(name))) return undefined;
  for (const name of names) roles.existing.add(name);
  return `role ${names.join(', ')} is not dropped: the other side still has it`;
}

interface RoleNode {
  readonly RoleSpec?: { readonly rolename?: string };
}
