/** `text` without the password of the connection URL, neither as written nor percent-decoded. */
export function redact(text: string, url: string): string {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i.exec(url)?.[1] ?? '';
  const colon = authority.indexOf(':');
  const passwords = colon < 0 ? [] : [authority.slice(colon + 1)];
  const parameter = /[?&]password=([^&#]*)/i.exec(url)?.[1];
  if (parameter) passwords.push(parameter);
  const secrets = passwords.flatMap((written) => [written, decode(written)]).filter((secret) => secret !== '');
  // The longer first: one may contain the other.
  secrets.sort((a, b) => b.length - a.length);
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text.replaceAll(url, hideUrl(url)));
}

function hideUrl(url: string): string {
  return `${url.slice(0, url.indexOf(':'))}://***`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
