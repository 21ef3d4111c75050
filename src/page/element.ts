/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Child = Node | string | number | null | false;

interface Properties {
  readonly className?: string;
  readonly title?: string;
  readonly type?: string;
  readonly placeholder?: string;
  readonly open?: boolean;
  readonly onclick?: () => void;
  readonly oninput?: () => void;
  /** `aria-*`, `role`, `tabindex` and the like. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** An element with its children. Text only ever becomes a text node: nothing of a report is markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { attributes = {}, ...properties }: Properties,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== false).map(toNode));
  return made;
}

/** As `element`, within a drawing. */
export function shape(
  tag: keyof SVGElementTagNameMap,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Child[]
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== null && child !== false).map(toNode));
  return made;
}

function toNode(child: Node | string | number): Node | string {
  return typeof child === 'number' ? String(child) : child;
}
