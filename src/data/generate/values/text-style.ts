/**
 * What texts look like. The first is taken unless a CHECK refuses it; then the others are tried in turn, on the server.
 */
export const TEXT_STYLES = [
  'words',
  'slug',
  'email',
  'url',
  'digits',
  'upper',
  'letters',
  'capitals',
  'hex',
  'phone',
  'colour',
  'uuid',
] as const;

/** One of them. */
export type TextStyle = (typeof TEXT_STYLES)[number];
