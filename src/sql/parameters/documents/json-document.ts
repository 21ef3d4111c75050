import type { TypeName } from '@pgsql/types';
import { type Node, nameOf } from '../syntax.ts';

/** One value in the JSON that a parameter holds, as a parameter of its own. */
export interface DocumentMember {
  /** Its own `$position`, after those of the statement. */
  readonly position: number;
  /** Keys from the outside in. */
  readonly path: readonly string[];
  /** Of the value; of one element where the document is a list. */
  readonly typeName: TypeName;
}

/** A parameter that holds JSON of which the statement names the keys. */
export interface JsonDocument {
  readonly position: number;
  /** An array of objects rather than one object. */
  readonly isList: boolean;
  readonly members: readonly DocumentMember[];
}

/** The documents that are found so far. */
export class DocumentCollector {
  readonly #documents = new Map<
    number,
    { isList: boolean; members: { -readonly [Key in keyof DocumentMember]: DocumentMember[Key] }[] }
  >();
  #next: number;

  /** @param first number for the first member, greater than that of any parameter */
  constructor(first: number) {
    this.#next = first;
  }

  /** The member of this path, which is text where it is read as text anywhere. */
  member(
    { position, isList }: Pick<JsonDocument, 'position' | 'isList'>,
    path: readonly string[],
    typeName: TypeName,
  ): DocumentMember {
    const document = this.#documents.get(position) ?? { isList, members: [] };
    this.#documents.set(position, document);
    const key = JSON.stringify(path);
    const known = document.members.find((member) => JSON.stringify(member.path) === key);
    if (known) {
      // `-> 'a' IS NOT NULL` beside `->> 'a'`: the text is what is used.
      if (nameOf(typeName.names?.at(-1)) === 'text') known.typeName = typeName;
      return known;
    }
    const member = { position: this.#next, path, typeName };
    this.#next += 1;
    document.members.push(member);
    return member;
  }

  membersOf(position: number): readonly DocumentMember[] {
    return this.#documents.get(position)?.members ?? [];
  }

  get documents(): readonly JsonDocument[] {
    return [...this.#documents].map(([position, document]) => ({ position, ...document }));
  }
}

/** A type by its name. */
export function typeNamed(name: string): TypeName {
  return { names: [{ String: { sval: name } }], typemod: -1 };
}

/** The type of the parameter that stands for a member: an array of its values where the document is a list. */
export function typeOfMember({ isList }: Pick<JsonDocument, 'isList'>, { typeName }: DocumentMember): TypeName {
  return isList ? { ...typeName, arrayBounds: [{ Integer: { ival: -1 } }] } : typeName;
}

/** `$position::type` */
export function castParameter(number: number, typeName: TypeName): Node {
  return { TypeCast: { arg: { ParamRef: { number } }, typeName } };
}
