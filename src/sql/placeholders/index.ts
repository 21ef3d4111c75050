import { atName } from './at-name.ts';
import { braceName } from './brace-name.ts';
import { colonName } from './colon-name.ts';
import { dollarBrace } from './dollar-brace.ts';
import { dollarName } from './dollar-name.ts';
import { hashBrace } from './hash-brace.ts';
import { hugsqlParameter } from './hugsql-parameter.ts';
import { percentEscape } from './percent-escape.ts';
import { percentName } from './percent-name.ts';
import { percentS } from './percent-s.ts';
import { psqlVariable } from './psql-variable.ts';
import { questionMark } from './question-mark.ts';
import { sqlcCall } from './sqlc-call.ts';

/** Every way to write a placeholder; of two that start at the same token the first one takes it. */
export const placeholderStyles = [
  sqlcCall,
  hugsqlParameter,
  hashBrace,
  psqlVariable,
  colonName,
  atName,
  percentName,
  percentS,
  percentEscape,
  dollarBrace,
  dollarName,
  braceName,
  questionMark,
] as const;
