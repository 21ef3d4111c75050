export async function findAffected(..._x: unknown[]): Promise<Map<string, never[]>> {
  return new Map();
}
